/** The promises that a random run can break. */
export type Promised =
	| 'posted once'
	| 'reported'
	| 'as it was set'
	| 'a good item is posted'
	| 'every timeout confirmed by a poll'
	| 'one ending for each item'
	| 'nothing after a stop'
	| 'secret key'
	| 'plain words'
	| 'no rejection that nobody handles'
	| 'nothing is left behind'
	| 'can be judged';

/** A promise, and what a run did instead. */
export interface Broken {
	promise: Promised;
	what: string;
}
