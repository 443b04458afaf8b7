package io.millrace.launcher.generate;

import io.millrace.launcher.generate.ConnectionResult.Ending;
import io.millrace.launcher.generate.FaultPlan.Faults;
import java.util.BitSet;
import java.util.List;

/**
 * What a whole run sent.
 *
 * @param nanos from the first accept to the last end
 * @param maxBehindNanos the furthest any connection was behind its schedule
 * @param lateSeconds the number of seconds of the run in which some connection was late
 * @param cut how many connections may have ended inside a record
 */
record RunTotals(
    int connections,
    long records,
    long bytes,
    long nanos,
    long maxBehindNanos,
    int lateSeconds,
    Faults faults,
    long cut) {

  static RunTotals of(List<ConnectionResult> results) {
    long start = results.stream().mapToLong(ConnectionResult::startNanos).min().orElse(0);
    long end = results.stream().mapToLong(ConnectionResult::endNanos).max().orElse(0);
    return new RunTotals(
        results.size(),
        results.stream().mapToLong(ConnectionResult::records).sum(),
        results.stream().mapToLong(ConnectionResult::bytes).sum(),
        end - start,
        results.stream().mapToLong(ConnectionResult::maxBehindNanos).max().orElse(0),
        lateInAny(results).cardinality(),
        results.stream().map(ConnectionResult::faults).reduce(Faults.NO_FAULTS, Faults::plus),
        results.stream().filter(result -> result.ending() == Ending.CUT).count());
  }

  private static BitSet lateInAny(List<ConnectionResult> results) {
    BitSet late = new BitSet();
    results.forEach(result -> late.or(result.lateSeconds()));
    return late;
  }
}
