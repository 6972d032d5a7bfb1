/** Stands in for rjsf's compiling validator, which its test helpers import; see `validator.ts` for ours. */

export default {};
