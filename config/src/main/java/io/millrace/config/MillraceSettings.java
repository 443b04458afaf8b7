package io.millrace.config;

/** All of {@code millrace} in HOCON, parsed once, validated, frozen. */
public record MillraceSettings(
    BatchSettings batch,
    BlockSettings block,
    ReceiverSettings receiver,
    BlockStoreSettings blockStore,
    ExecutorSettings executor,
    ShuffleSettings shuffle,
    LaneSettings lane,
    SchedulingSettings scheduling,
    DriverSettings driver,
    ClockSettings clock,
    DeadLetterSettings deadLetter,
    TestSettings test) {}
