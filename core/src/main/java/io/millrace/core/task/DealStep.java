package io.millrace.core.task;

import io.millrace.core.model.ErrorCategory;
import io.millrace.dsl.value.OwnCodecs;
import io.millrace.dsl.value.ValueException;
import java.util.ArrayList;
import java.util.List;

/**
 * Deals records round the partitions of a shuffle. The first goes to a partition that depends on
 * the task, or the many tasks with few records each would all begin with the same one.
 */
final class DealStep implements LastStep {
  private final String name;
  private final OwnCodecs codecs;
  private final List<Object> records = new ArrayList<>();
  private long seed;

  DealStep(String name, OwnCodecs codecs) {
    this.name = name;
    this.codecs = codecs;
  }

  @Override
  public void beginTask(long taskSeed) {
    seed = taskSeed;
    records.clear();
  }

  @Override
  public void push(Object record) {
    records.add(record);
  }

  @Override
  public TaskResult.Output finish(int partitions) throws TaskException {
    PairWriter dealt = new PairWriter(partitions, codecs);
    int first = Math.floorMod(seed, partitions);
    try {
      for (int i = 0; i < records.size(); i++) {
        dealt.writeTo((first + i) % partitions, records.get(i));
      }
    } catch (ValueException e) {
      throw TaskException.of(ErrorCategory.USER_CODE, name, e);
    }
    records.clear();
    return TaskResult.Output.shuffled(dealt.payloads());
  }

  @Override
  public void discard() {
    records.clear();
  }
}
