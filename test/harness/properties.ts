/**
 * Properties are tried with the same inputs in every run, so that a red run means a change. `FC_SEED=random` hunts for
 * new ones, `FC_RUNS=5000` looks harder; a failure prints its seed.
 */
import fc from 'fast-check';

const { FC_SEED = '20261121', FC_RUNS } = process.env;

fc.configureGlobal({
  seed: FC_SEED === 'random' ? undefined : Number(FC_SEED),
  numRuns: FC_RUNS ? Number(FC_RUNS) : undefined,
});
