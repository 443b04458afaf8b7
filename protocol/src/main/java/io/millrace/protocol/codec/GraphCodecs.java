package io.millrace.protocol.codec;

import io.millrace.core.model.JobGraph;
import io.millrace.core.model.SourceSpec;
import io.millrace.core.model.StageInput;
import io.millrace.core.model.StageOutput;
import io.millrace.core.model.StageSpec;
import io.millrace.protocol.wire.DriverWire;

/** A compiled job. */
final class GraphCodecs {
  private GraphCodecs() {}

  static DriverWire.JobGraph write(JobGraph graph) {
    return DriverWire.JobGraph.newBuilder()
        .addAllStages(graph.stages().stream().map(GraphCodecs::write).toList())
        .addAllSources(graph.sources().stream().map(GraphCodecs::write).toList())
        .addAllShuffles(graph.shuffles())
        .addAllSinks(ModelCodecs.writeSinks(graph.sinks()))
        .build();
  }

  static JobGraph read(DriverWire.JobGraph wire) {
    return new JobGraph(
        wire.getStagesList().stream().map(GraphCodecs::read).toList(),
        wire.getSourcesList().stream().map(GraphCodecs::read).toList(),
        wire.getShufflesList(),
        ModelCodecs.readSinks(wire.getSinksList()));
  }

  private static DriverWire.Stage write(StageSpec stage) {
    var wire = DriverWire.Stage.newBuilder().setBinary(ModelCodecs.write(stage.binary()));
    if (stage.input() instanceof StageInput.Streams streams) {
      wire.setSource(streams.source());
    } else if (stage.input() instanceof StageInput.Shuffle shuffle) {
      wire.setShuffle(shuffle.shuffle());
    }
    stage.outputs().forEach(output -> wire.addOutputs(write(output)));
    return wire.build();
  }

  private static StageSpec read(DriverWire.Stage wire) {
    StageInput input =
        switch (wire.getInputCase()) {
          case SOURCE -> new StageInput.Streams(wire.getSource());
          case SHUFFLE -> new StageInput.Shuffle(wire.getShuffle());
          case INPUT_NOT_SET -> throw Fields.missing("Stage.input");
        };
    return new StageSpec(
        ModelCodecs.read(Fields.required(wire.hasBinary(), wire.getBinary(), "Stage.binary")),
        input,
        wire.getOutputsList().stream().map(GraphCodecs::read).toList());
  }

  private static DriverWire.StageOutput write(StageOutput output) {
    var wire = DriverWire.StageOutput.newBuilder();
    if (output instanceof StageOutput.ToShuffle shuffle) {
      wire.setShuffle(shuffle.shuffle());
    } else if (output instanceof StageOutput.ToSink sink) {
      wire.setSink(
          DriverWire.SinkOutlet.newBuilder()
              .setSink(sink.sink())
              .setFirstPartition(sink.firstPartition()));
    }
    return wire.build();
  }

  private static StageOutput read(DriverWire.StageOutput wire) {
    return switch (wire.getOutputCase()) {
      case SHUFFLE -> new StageOutput.ToShuffle(wire.getShuffle());
      case SINK ->
          new StageOutput.ToSink(wire.getSink().getSink(), wire.getSink().getFirstPartition());
      case OUTPUT_NOT_SET -> throw Fields.missing("StageOutput.output");
    };
  }

  private static DriverWire.Source write(SourceSpec source) {
    return DriverWire.Source.newBuilder()
        .setName(source.name())
        .setReading(Fields.bytes(source.reading()))
        .setFirstStream(source.firstStream())
        .addAllSplits(source.splits())
        .build();
  }

  private static SourceSpec read(DriverWire.Source wire) {
    return new SourceSpec(
        wire.getName(),
        wire.getReading().toByteArray(),
        wire.getFirstStream(),
        wire.getSplitsList());
  }
}
