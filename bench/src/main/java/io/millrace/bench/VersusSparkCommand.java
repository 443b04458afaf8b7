package io.millrace.bench;

import io.millrace.bench.versus.Peer;
import io.millrace.bench.versus.SparkReceiver;
import io.millrace.bench.versus.SparkTuning;
import io.millrace.bench.versus.Versus;
import io.millrace.launcher.run.DurationText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code millrace bench versus spark}: the engine that micro-batching is known by. */
@Command(
    name = "spark",
    sortOptions = false,
    description = "Spark Streaming, at the batch interval that is best for it.",
    footer = {
      "",
      "--batch, --block and nodes are Millrace's; Spark has one process, with a core for each",
      "receiver and two for tasks.",
      "",
      "Examples:",
      "  millrace bench versus spark --receiver text --rate-mb 10 --batch 1ms --json spark.json",
      "  millrace bench versus spark --receiver block --interval 10ms --rate-mb 30 --batch 1ms"
    })
final class VersusSparkCommand extends Benchmark {
  private static final String AUTO = "auto";
  private static final long MOST_MILLIS = 60_000;

  @Mixin private final VersusOptions options = new VersusOptions();

  @Option(
      names = "--receiver",
      paramLabel = "text|block",
      defaultValue = "text",
      description =
          "socketTextStream as everyone writes it, or the best receiver and job that can be written"
              + " for it (default: ${DEFAULT-VALUE})")
  private String receiver = "";

  @Option(
      names = "--interval",
      paramLabel = "auto|TIME",
      defaultValue = AUTO,
      description =
          "Spark's batch interval, whole milliseconds; auto tries several in short runs and takes"
              + " the fastest that is stable (default: ${DEFAULT-VALUE})")
  private String interval = "";

  @Override
  Prepared prepare() {
    SparkTuning tuning = new SparkTuning(receiver(), interval());
    Versus versus = options.versus(Peer.SPARK, tuning, runs);
    return screen -> VersusJetCommand.run(versus, screen);
  }

  private SparkReceiver receiver() {
    return switch (receiver) {
      case "text" -> SparkReceiver.TEXT;
      case "block" -> SparkReceiver.BLOCK;
      default ->
          throw new IllegalArgumentException(
              "--receiver is %s; it must be text or block".formatted(receiver));
    };
  }

  private @Nullable Duration interval() {
    if (interval.equals(AUTO)) {
      return null;
    }
    Duration given = duration();
    if (given.toNanos() % 1_000_000 != 0 || given.toMillis() > MOST_MILLIS) {
      throw new IllegalArgumentException(
          "--interval is %s; it must be auto or whole milliseconds up to 60s".formatted(interval));
    }
    return given;
  }

  private Duration duration() {
    try {
      return new DurationText().convert(interval);
    } catch (TypeConversionException e) {
      throw new IllegalArgumentException("--interval: " + e.getMessage(), e);
    }
  }
}
