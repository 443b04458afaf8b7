package io.millrace.protocol.codec;

import io.millrace.core.model.EndedOutput;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.MapOutput;
import io.millrace.dsl.StreamId;
import io.millrace.protocol.wire.LaneWire;
import java.util.ArrayList;
import java.util.HashMap;

/** The end of a stage on one worker: columns, as there is one for each batch. */
final class EndCodecs {
  private EndCodecs() {}

  static LaneWire.ShuffleEnd write(LanePayload.ShuffleEnd end) {
    var wire =
        LaneWire.ShuffleEnd.newBuilder()
            .setFrom(end.from().value())
            .setRun(ModelCodecs.write(end.run()));
    end.cuts().forEach((stream, at) -> wire.addCutStream(stream.value()).addCutPosition(at));
    for (EndedOutput one : end.outputs()) {
      wire.addShuffle(one.shuffle())
          .addPartition(one.partition())
          .addStage(one.output().stage())
          .addMapTask(one.output().mapTask())
          .addAttempt(one.output().attempt())
          .addChunks(one.output().chunks());
    }
    return wire.build();
  }

  static LanePayload.ShuffleEnd read(LaneWire.ShuffleEnd wire) {
    int cuts = Fields.rows("ShuffleEnd", wire.getCutStreamCount(), wire.getCutPositionCount());
    var positions = new HashMap<StreamId, Long>();
    for (int i = 0; i < cuts; i++) {
      positions.put(new StreamId(wire.getCutStream(i)), wire.getCutPosition(i));
    }
    int rows =
        Fields.rows(
            "ShuffleEnd",
            wire.getShuffleCount(),
            wire.getPartitionCount(),
            wire.getStageCount(),
            wire.getMapTaskCount(),
            wire.getAttemptCount(),
            wire.getChunksCount());
    var outputs = new ArrayList<EndedOutput>(rows);
    for (int i = 0; i < rows; i++) {
      var output =
          new MapOutput(
              wire.getStage(i), wire.getMapTask(i), wire.getAttempt(i), wire.getChunks(i));
      outputs.add(new EndedOutput(wire.getShuffle(i), wire.getPartition(i), output));
    }
    return new LanePayload.ShuffleEnd(
        Fields.worker(wire.getFrom(), "ShuffleEnd.from"),
        ModelCodecs.read(Fields.required(wire.hasRun(), wire.getRun(), "ShuffleEnd.run")),
        positions,
        outputs);
  }
}
