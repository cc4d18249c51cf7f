const { dest, src } = require('gulp');

// What the compiler leaves behind: icons (as bytes, not as text) and the codex files of the node panel.
const assets = ['icons/*.svg', 'nodes/**/*.node.json'];

exports['build:assets'] = () => src(assets, { base: '.', encoding: false }).pipe(dest('dist'));
