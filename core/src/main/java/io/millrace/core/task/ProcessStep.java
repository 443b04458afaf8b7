package io.millrace.core.task;

import io.millrace.dsl.Emitter;
import io.millrace.dsl.Operator;
import io.millrace.dsl.OutputTag;
import io.millrace.dsl.PartitionFactory;
import io.millrace.dsl.PartitionFunction;
import io.millrace.dsl.ProcessFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a function that emits. What it emits is kept until it has returned, so that what goes wrong
 * further down is not taken for an error of this function.
 */
final class ProcessStep implements Step {
  private final String name;
  private final PartitionFactory<Object, Object> factory;
  private final Step next;
  private final Map<String, Step> sides;
  private final Emitted emitted = new Emitted();
  private @Nullable PartitionFunction<Object, Object> function;

  private ProcessStep(
      String name, PartitionFactory<Object, Object> factory, Step next, Map<String, Step> sides) {
    this.name = name;
    this.factory = factory;
    this.next = next;
    this.sides = Map.copyOf(sides);
  }

  static ProcessStep of(Operator.MapPartition operator, Step next, Map<String, Step> sides) {
    return new ProcessStep(operator.name(), operator.factory(), next, sides);
  }

  static ProcessStep of(Operator.Process operator, Step next, Map<String, Step> sides) {
    ProcessFunction<Object, Object> process = operator.function();
    return new ProcessStep(operator.name(), () -> process::accept, next, sides);
  }

  @Override
  public void beginTask(long taskSeed) throws TaskException {
    emitted.clear();
    try {
      function = factory.create();
    } catch (Throwable thrown) {
      throw TaskException.thrownBy(name, thrown);
    }
  }

  @Override
  public void push(Object record) throws TaskException {
    try {
      begun().accept(record, emitted);
    } catch (Throwable thrown) {
      throw TaskException.thrownBy(name, thrown);
    }
    handOn();
  }

  @Override
  public void endTask() throws TaskException {
    try {
      begun().finish(emitted);
    } catch (Throwable thrown) {
      throw TaskException.thrownBy(name, thrown);
    }
    handOn();
  }

  private PartitionFunction<Object, Object> begun() {
    if (function == null) {
      throw new IllegalStateException("a task begins before its records come");
    }
    return function;
  }

  private void handOn() throws TaskException {
    for (int i = 0; i < emitted.records.size(); i++) {
      emitted.targets.get(i).push(emitted.records.get(i));
    }
    emitted.clear();
  }

  private final class Emitted implements Emitter<Object> {
    private final List<Object> records = new ArrayList<>();
    private final List<Step> targets = new ArrayList<>();

    @Override
    public void emit(Object record) {
      records.add(record);
      targets.add(next);
    }

    @Override
    public <S> void emit(OutputTag<S> tag, S record) {
      Step side = sides.get(tag.name());
      if (side != null) {
        records.add(record);
        targets.add(side);
      }
    }

    void clear() {
      records.clear();
      targets.clear();
    }
  }
}
