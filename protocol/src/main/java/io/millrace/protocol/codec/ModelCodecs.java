package io.millrace.protocol.codec;

import io.millrace.core.model.CacheUse;
import io.millrace.core.model.CodeRef;
import io.millrace.core.model.DrainMode;
import io.millrace.core.model.ErrorCategory;
import io.millrace.core.model.JobId;
import io.millrace.core.model.SinkSpec;
import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.StageRun;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.model.TaskBinaryId;
import io.millrace.core.model.TaskFailure;
import io.millrace.dsl.BatchId;
import io.millrace.protocol.wire.ModelWire;
import java.util.List;

/** Values that several conversations share. */
final class ModelCodecs {
  private ModelCodecs() {}

  static ModelWire.StageRun write(StageRun run) {
    return ModelWire.StageRun.newBuilder()
        .setJob(run.job().value())
        .setBatch(run.batch().value())
        .setPlanVersion(run.planVersion())
        .setStage(run.stage())
        .build();
  }

  static StageRun read(ModelWire.StageRun wire) {
    return new StageRun(
        new JobId(wire.getJob()),
        new BatchId(wire.getBatch()),
        wire.getPlanVersion(),
        wire.getStage());
  }

  static ModelWire.TaskBinary write(TaskBinary binary) {
    return ModelWire.TaskBinary.newBuilder()
        .setId(binary.id().hex())
        .setStage(binary.stage())
        .setBytes(Fields.bytes(binary.bytes()))
        .build();
  }

  static TaskBinary read(ModelWire.TaskBinary wire) {
    return new TaskBinary(
        new TaskBinaryId(Fields.text(wire.getId(), "TaskBinary.id")),
        wire.getStage(),
        wire.getBytes().toByteArray());
  }

  static ModelWire.SourcePlace write(SourcePlace place) {
    return ModelWire.SourcePlace.newBuilder()
        .setPosition(place.position())
        .setOffset(place.offset())
        .build();
  }

  static SourcePlace read(ModelWire.SourcePlace wire) {
    return new SourcePlace(wire.getPosition(), wire.getOffset());
  }

  static ModelWire.CodeRef write(CodeRef code) {
    return ModelWire.CodeRef.newBuilder().setSha256(code.sha256()).setBytes(code.bytes()).build();
  }

  static CodeRef read(ModelWire.CodeRef wire) {
    return new CodeRef(Fields.text(wire.getSha256(), "CodeRef.sha256"), wire.getBytes());
  }

  static List<ModelWire.TaskBinary> writeBinaries(List<TaskBinary> binaries) {
    return binaries.stream().map(ModelCodecs::write).toList();
  }

  static List<TaskBinary> readBinaries(List<ModelWire.TaskBinary> wire) {
    return wire.stream().map(ModelCodecs::read).toList();
  }

  static List<ModelWire.Sink> writeSinks(List<SinkSpec> sinks) {
    return sinks.stream().map(ModelCodecs::write).toList();
  }

  static List<SinkSpec> readSinks(List<ModelWire.Sink> wire) {
    return wire.stream().map(ModelCodecs::read).toList();
  }

  private static ModelWire.Sink write(SinkSpec sink) {
    return ModelWire.Sink.newBuilder()
        .setName(sink.name())
        .setDescription(Fields.bytes(sink.description()))
        .setFirstPartition(sink.firstPartition())
        .setPartitions(sink.partitions())
        .build();
  }

  private static SinkSpec read(ModelWire.Sink wire) {
    return new SinkSpec(
        wire.getName(),
        wire.getDescription().toByteArray(),
        wire.getFirstPartition(),
        wire.getPartitions());
  }

  static ModelWire.TaskFailure write(TaskFailure failure) {
    return ModelWire.TaskFailure.newBuilder()
        .setCategory(write(failure.category()))
        .setOperator(failure.operator())
        .setMessage(failure.message())
        .build();
  }

  static TaskFailure read(ModelWire.TaskFailure wire) {
    return new TaskFailure(read(wire.getCategory()), wire.getOperator(), wire.getMessage());
  }

  static ModelWire.CacheUse write(CacheUse use) {
    return ModelWire.CacheUse.newBuilder()
        .setHits(use.hits())
        .setMisses(use.misses())
        .setColdNanos(use.coldNanos())
        .setWarmNanos(use.warmNanos())
        .build();
  }

  static CacheUse read(ModelWire.CacheUse wire) {
    return new CacheUse(wire.getHits(), wire.getMisses(), wire.getColdNanos(), wire.getWarmNanos());
  }

  static ModelWire.DrainMode write(DrainMode mode) {
    return switch (mode) {
      case TO_END -> ModelWire.DrainMode.DRAIN_MODE_TO_END;
      case NOW -> ModelWire.DrainMode.DRAIN_MODE_NOW;
    };
  }

  static DrainMode read(ModelWire.DrainMode wire) {
    return switch (wire) {
      case DRAIN_MODE_TO_END -> DrainMode.TO_END;
      case DRAIN_MODE_NOW -> DrainMode.NOW;
      case DRAIN_MODE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("the mode of the drain is missing or unknown here");
    };
  }

  private static ModelWire.ErrorCategory write(ErrorCategory category) {
    return switch (category) {
      case USER_CODE -> ModelWire.ErrorCategory.ERROR_CATEGORY_USER_CODE;
      case SOURCE -> ModelWire.ErrorCategory.ERROR_CATEGORY_SOURCE;
      case SINK -> ModelWire.ErrorCategory.ERROR_CATEGORY_SINK;
      case RESOURCE -> ModelWire.ErrorCategory.ERROR_CATEGORY_RESOURCE;
      case INTERNAL -> ModelWire.ErrorCategory.ERROR_CATEGORY_INTERNAL;
    };
  }

  private static ErrorCategory read(ModelWire.ErrorCategory wire) {
    return switch (wire) {
      case ERROR_CATEGORY_USER_CODE -> ErrorCategory.USER_CODE;
      case ERROR_CATEGORY_SOURCE -> ErrorCategory.SOURCE;
      case ERROR_CATEGORY_SINK -> ErrorCategory.SINK;
      case ERROR_CATEGORY_RESOURCE -> ErrorCategory.RESOURCE;
      case ERROR_CATEGORY_INTERNAL -> ErrorCategory.INTERNAL;
      case ERROR_CATEGORY_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("the category of the failure is missing or unknown");
    };
  }
}
