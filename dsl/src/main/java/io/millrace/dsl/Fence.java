package io.millrace.dsl;

/**
 * What a sink checks before it makes anything visible: a writer whose fence is smaller than the one
 * stored has been replaced and must be refused.
 *
 * @param epoch the driver's epoch
 * @param planVersion the version of the partition assignment under that epoch
 */
public record Fence(long epoch, long planVersion) implements Comparable<Fence> {
  @Override
  public int compareTo(Fence other) {
    int byEpoch = Long.compare(epoch, other.epoch);
    return byEpoch != 0 ? byEpoch : Long.compare(planVersion, other.planVersion);
  }
}
