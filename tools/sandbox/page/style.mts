/** The style of the pages, light and dark. */
export const STYLE = `
:root {
	--ground: #f5f4f8; --card: #fff; --ink: #1c1826; --soft: #6d6780; --line: #e5e1ee;
	--good: #12805c; --bad: #c02f4c; --wait: #8a6100; --later: #3a57c4;
	--from: #7b4dff; --to: #ff5c8a;
}
@media (prefers-color-scheme: dark) {
	:root {
		--ground: #131019; --card: #1d1926; --ink: #efecf7; --soft: #a39cb8; --line: #312b3f;
		--good: #4bd1a0; --bad: #ff7d95; --wait: #f0bd4f; --later: #93a8ff;
	}
}
* { box-sizing: border-box; margin: 0; }
body {
	font: 15px/1.5 system-ui, sans-serif; background: var(--ground); color: var(--ink);
	max-width: 46rem; margin: 0 auto; padding: 2.5rem 1rem 4rem;
}
.top { margin-bottom: 1.75rem; }
.top h1 {
	font-size: 1.7rem; letter-spacing: -.02em; display: inline-block; color: transparent;
	background: linear-gradient(90deg, var(--from), var(--to)); background-clip: text;
}
.top p { color: var(--soft); }
#live { margin-left: .5em; color: var(--good); }
#live::before { content: '● '; font-size: .7em; vertical-align: .15em; }
#live.gone { color: var(--bad); }
h2 { font-size: 1.05rem; margin: 1.4rem 0 .6rem; }
.soft { color: var(--soft); }
a { color: var(--later); }
.none {
	padding: 3rem 1rem; text-align: center; color: var(--soft);
	border: 1.5px dashed var(--line); border-radius: 14px;
}
.post {
	display: flex; gap: 1rem; padding: 1rem; margin-bottom: .8rem;
	background: var(--card); border: 1px solid var(--line); border-radius: 14px;
}
.cover {
	flex: 0 0 4rem; height: 6.2rem; border-radius: 9px; display: grid; place-items: center;
	color: #fff; font-size: 1.25rem; background: linear-gradient(160deg, var(--from), var(--to));
}
.carousel .cover { box-shadow: 4px -4px 0 -1px var(--card), 5px -5px 0 -1px var(--to); }
.text { flex: 1; min-width: 0; }
.text header { display: flex; justify-content: space-between; gap: 1rem; }
.caption { margin: .15rem 0 .6rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.caption.empty { color: var(--soft); font-style: italic; }
.state { font-size: .82rem; font-weight: 600; color: var(--wait); white-space: nowrap; }
.state::before { content: '● '; }
.state.succeeded { color: var(--good); }
.state.failed, .state.canceled { color: var(--bad); }
.state.scheduled { color: var(--later); }
dl { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; font-size: .82rem; }
dl div { min-width: 0; }
dt { color: var(--soft); }
dd { overflow-wrap: anywhere; }
.reason, .link { margin-top: .6rem; font-size: .85rem; overflow-wrap: anywhere; }
.end { margin-top: .6rem; font-size: .85rem; color: var(--soft); }
#library { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; margin-bottom: 1.2rem; font-size: .9rem; }
#library output { flex-basis: 100%; color: var(--soft); overflow-wrap: anywhere; }
button, input {
	font: inherit; color: inherit; background: var(--card); padding: .25rem .7rem;
	border: 1px solid var(--line); border-radius: 8px;
}
button { cursor: pointer; }
button:hover { border-color: var(--from); }
.reason { color: var(--bad); }
.facts dl { display: block; font-size: .9rem; }
.facts dl div { padding: .5rem 0; border-bottom: 1px solid var(--line); }
.facts .caption, .facts code { white-space: pre-wrap; }
`;
