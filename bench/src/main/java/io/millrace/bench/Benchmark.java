package io.millrace.bench;

import io.millrace.dsl.JobDefinitionException;
import io.millrace.launcher.process.ProcessFailure;
import io.millrace.launcher.report.ResultJson;
import io.millrace.launcher.run.ResultFile;
import io.millrace.launcher.run.Screen;
import io.millrace.node.driver.desk.DriverFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What all benchmarks do alike. Exit codes: 0 the figures stand, 1 they don't, or there are none, 2
 * it was called wrongly.
 */
abstract class Benchmark implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this and end")
  private boolean help;

  @Mixin final RunOptions runs;

  @Mixin private final ResultFile json = new ResultFile();

  Benchmark() {
    this(RunOptions.WARM_UP_SECONDS);
  }

  /**
   * One that warms up for longer than others, unless told how long.
   *
   * @param warmUpSeconds how long
   */
  Benchmark(int warmUpSeconds) {
    runs = new RunOptions(warmUpSeconds);
  }

  /** A benchmark whose options are checked. */
  interface Prepared {
    Outcome run(Screen screen) throws IOException, InterruptedException;
  }

  /**
   * Looks at the options; nothing is started.
   *
   * @throws IllegalArgumentException with a sentence that names the option or setting at fault
   */
  abstract Prepared prepare();

  @Override
  public final Integer call() throws InterruptedException {
    Prepared prepared;
    Path file;
    try {
      file = json.checked();
      prepared = prepare();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    try (Screen screen = Screen.on(spec.commandLine().getOut())) {
      return show(prepared.run(screen), screen, file);
    } catch (ProcessFailure | DriverFailure | JobDefinitionException | IOException e) {
      spec.commandLine().getErr().println("millrace: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private static int show(Outcome outcome, Screen screen, @Nullable Path file) throws IOException {
    boolean ok = outcome.verdict().ok();
    screen.write(outcome.lines());
    screen.write(List.of("", (ok ? "OK: " : "NOT OK: ") + outcome.verdict().sentence()));
    if (file != null) {
      ResultJson.write(outcome.json(), file);
    }
    return ok ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
