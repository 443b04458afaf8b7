package io.millrace.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace bench versus}: other engines, a command each. */
@Command(
    name = "versus",
    description = "Runs Millrace and another engine in turns, on the same generator's records.",
    subcommands = {VersusSparkCommand.class, VersusJetCommand.class},
    footer = {
      "",
      "The other engines are built from bench/peers of the source tree when they are first run,",
      "which needs Maven and, once, Maven Central.",
      "",
      "Examples:",
      "  millrace bench versus jet --rate-mb 30 --batch 0.5ms",
      "  millrace bench versus spark --receiver text --rate-mb 10 --batch 1ms"
    })
final class VersusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this and end")
  private boolean help;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "which engine?");
  }
}
