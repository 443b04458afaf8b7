package io.millrace.protocol.codec;

import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.TaskSpec;
import io.millrace.core.model.WorkerId;
import io.millrace.protocol.ExecutorProtocol;
import io.millrace.protocol.wire.ExecutorWire;
import java.util.List;

/** Conversation {@link ExecutorProtocol}. */
final class ExecutorCodecs {
  private ExecutorCodecs() {}

  static List<WireCodec<?>> all() {
    return List.of(
        WireCodec.of(
            "er1",
            ExecutorProtocol.RunTasks.class,
            ExecutorWire.RunTasks.parser(),
            ExecutorCodecs::write,
            ExecutorCodecs::read),
        WireCodec.of(
            "eb1",
            ExecutorProtocol.TaskBinaryFetched.class,
            ExecutorWire.TaskBinaryFetched.parser(),
            ExecutorCodecs::write,
            ExecutorCodecs::read));
  }

  private static ExecutorWire.RunTasks write(ExecutorProtocol.RunTasks message) {
    var workers = new WorkerTable();
    var wire =
        ExecutorWire.RunTasks.newBuilder()
            .setEpoch(message.epoch().value())
            .setRun(ModelCodecs.write(message.run()))
            .setBinary(message.binary().hex());
    for (WorkerId owner : message.partitionOwners()) {
      wire.addPartitionOwners(workers.indexOf(owner));
    }
    for (TaskSpec task : message.tasks()) {
      wire.addTasks(TaskCodecs.write(task, workers));
    }
    return wire.addAllWorkers(workers.names()).build();
  }

  private static ExecutorProtocol.RunTasks read(ExecutorWire.RunTasks wire) {
    WorkerTable workers = WorkerTable.read(wire.getWorkersList(), "RunTasks.workers");
    return new ExecutorProtocol.RunTasks(
        new DriverEpoch(wire.getEpoch()),
        ModelCodecs.read(Fields.required(wire.hasRun(), wire.getRun(), "RunTasks.run")),
        new TaskBinaryId(Fields.text(wire.getBinary(), "RunTasks.binary")),
        wire.getPartitionOwnersList().stream()
            .map(owner -> workers.get(owner, "RunTasks.partition_owners"))
            .toList(),
        wire.getTasksList().stream().map(task -> TaskCodecs.read(task, workers)).toList());
  }

  private static ExecutorWire.TaskBinaryFetched write(ExecutorProtocol.TaskBinaryFetched message) {
    return ExecutorWire.TaskBinaryFetched.newBuilder()
        .setEpoch(message.epoch().value())
        .setJob(message.job().value())
        .setBinary(ModelCodecs.write(message.binary()))
        .build();
  }

  private static ExecutorProtocol.TaskBinaryFetched read(ExecutorWire.TaskBinaryFetched wire) {
    return new ExecutorProtocol.TaskBinaryFetched(
        new DriverEpoch(wire.getEpoch()),
        new JobId(wire.getJob()),
        ModelCodecs.read(
            Fields.required(wire.hasBinary(), wire.getBinary(), "TaskBinaryFetched.binary")));
  }
}
