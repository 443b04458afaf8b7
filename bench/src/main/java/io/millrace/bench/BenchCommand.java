package io.millrace.bench;

import io.millrace.launcher.FurtherCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace bench}: the benchmarks, a command each. */
@Command(
    name = "bench",
    description = "Measures the engine, several times over, and says the medians.",
    subcommands = {
      LatencyCommand.class,
      FloorCommand.class,
      ReceiverCommand.class,
      StoreCommand.class,
      KeyedCommand.class,
      VersusCommand.class
    },
    footer = {
      "",
      "Each run has processes of its own. A run needs the machine for itself.",
      "",
      "Examples:",
      "  millrace bench latency --rate-mb 30 --batch 1ms --block 1ms",
      "  millrace bench latency --mode cluster --workers 2 --receivers 2 --json latency.json",
      "  millrace bench floor --rate-mb 90 --batch 1ms",
      "  millrace bench receiver --rate-mb 0",
      "  millrace bench store --rate-mb 60",
      "  millrace bench keyed --keys 1000 --rate-mb 20 --batch 2ms",
      "  millrace bench versus jet --rate-mb 30 --batch 0.5ms"
    })
public final class BenchCommand implements FurtherCommand {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this and end")
  private boolean help;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "which benchmark?");
  }
}
