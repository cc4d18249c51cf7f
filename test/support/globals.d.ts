/** `require` as the code of n8n's engine under test has it (`sharedEngine.mjs`). */
declare var engineRequire: NodeJS.Require;
