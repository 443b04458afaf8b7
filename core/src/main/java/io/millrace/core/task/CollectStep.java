package io.millrace.core.task;

import io.millrace.core.model.ErrorCategory;
import io.millrace.dsl.BlockOrigin;
import io.millrace.dsl.Sink;
import io.millrace.dsl.SinkCollector;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;

/** Hands records to the sink's collector. */
final class CollectStep implements LastStep {
  private final String name;
  private final SinkCollector<Object> collector;

  @SuppressWarnings("unchecked") // the plan was typed when it was drawn
  CollectStep(String name, Sink<?> sink) {
    this.name = "%s (%s)".formatted(name, sink.getClass().getSimpleName());
    this.collector = (SinkCollector<Object>) sink.collector();
  }

  @Override
  public void beginBlock(BlockOrigin origin) throws TaskException {
    try {
      collector.beginBlock(origin);
    } catch (Throwable thrown) {
      throw failed(thrown);
    }
  }

  @Override
  public void push(Object record) throws TaskException {
    try {
      collector.accept(record);
    } catch (Throwable thrown) {
      throw failed(thrown);
    }
  }

  @Override
  public void endBlock() throws TaskException {
    try {
      collector.endBlock();
    } catch (Throwable thrown) {
      throw failed(thrown);
    }
  }

  @Override
  public TaskResult.Output finish(int partitions) throws TaskException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      collector.finish(out);
    } catch (Throwable thrown) {
      throw failed(thrown);
    }
    return TaskResult.Output.collected(bytes.toByteArray());
  }

  @Override
  public void discard() {
    collector.discard();
  }

  private TaskException failed(Throwable thrown) {
    return TaskException.thrownBy(ErrorCategory.SINK, name, thrown);
  }
}
