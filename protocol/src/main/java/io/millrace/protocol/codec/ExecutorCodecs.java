package io.millrace.protocol.codec;

import io.millrace.core.model.DriverEpoch;
import io.millrace.core.model.JobId;
import io.millrace.core.model.ShuffleRoute;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.TaskSpec;
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
    for (ShuffleRoute route : message.shuffles()) {
      wire.addShuffles(write(route, workers));
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
        wire.getShufflesList().stream().map(route -> read(route, workers)).toList(),
        wire.getTasksList().stream().map(task -> TaskCodecs.read(task, workers)).toList());
  }

  private static ExecutorWire.ShuffleRoute write(ShuffleRoute route, WorkerTable workers) {
    return ExecutorWire.ShuffleRoute.newBuilder()
        .setOutput(route.output())
        .setShuffle(route.shuffle())
        .addAllOwners(route.owners().stream().map(workers::indexOf).toList())
        .build();
  }

  private static ShuffleRoute read(ExecutorWire.ShuffleRoute wire, WorkerTable workers) {
    return new ShuffleRoute(
        wire.getOutput(),
        wire.getShuffle(),
        wire.getOwnersList().stream()
            .map(owner -> workers.get(owner, "ShuffleRoute.owners"))
            .toList());
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
