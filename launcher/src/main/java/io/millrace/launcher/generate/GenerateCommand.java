package io.millrace.launcher.generate;

import io.millrace.launcher.generate.FaultPlan.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code millrace generate}: a paced source of records over TCP. Prints what {@code RunReport} says
 * on standard output.
 *
 * <p>Exit status: 0 when the run ended as asked; 1 where the port cannot be had or a connection had
 * to be cut; 2 for an option out of range.
 */
@Command(
    name = "generate",
    sortOptions = false,
    description = "Listens, and sends paced records with id and time to each connection.",
    footer = {
      "",
      "Examples:",
      "  millrace generate",
      "  millrace generate --port 9998 --rate-mb 30 --connections 2 --seconds 60 --progress",
      "  millrace demo --source localhost:9999    what reads them, in another terminal"
    })
public final class GenerateCommand implements Callable<Integer> {
  /** The highest rate it can be asked for, 10^6 bytes a second. */
  public static final int MAX_RATE_MB = 10_000;

  /** How many connections it serves at most. */
  public static final int MAX_CONNECTIONS = 1_000;

  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  private final InputStream input;

  @Spec private CommandSpec spec;

  @SuppressWarnings("unused") // picocli asks whether it was given
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this and end")
  private boolean help;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "9999",
      description = "port to listen on, 0 for any free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--rate-mb",
      paramLabel = "MB/S",
      defaultValue = "10",
      description =
          "10^6 bytes a second, shared equally by the connections; 0: as fast as it goes (default:"
              + " ${DEFAULT-VALUE})")
  private double rateMb;

  @Option(
      names = "--record-bytes",
      paramLabel = "BYTES",
      defaultValue = "20",
      description = "length of a record, 15 to 4096 (default: ${DEFAULT-VALUE})")
  private int recordBytes;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "1",
      description = "how many connections are served at a time (default: ${DEFAULT-VALUE})")
  private int connections;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "life of each connection from its accept (default: until stopped)")
  private @Nullable Double seconds;

  @Option(
      names = "--stamp",
      paramLabel = "due|sent",
      defaultValue = "due",
      description = "which time a record carries (default: ${DEFAULT-VALUE})")
  private String stamp = "";

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "address to listen on (default: ${DEFAULT-VALUE})")
  private String bind = "";

  @Option(names = "--progress", description = "print a line each second")
  private boolean progress;

  @Option(names = "--stop-on-eof", description = "end the run when standard input ends")
  private boolean stopOnEof;

  @Option(
      names = "--leave-out",
      paramLabel = "N",
      defaultValue = "0",
      description = "for tests: leave out N ids on the first connection")
  private long leaveOut;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "0",
      description = "for tests: send N ids twice on the first connection")
  private long repeat;

  @Option(
      names = "--malformed",
      paramLabel = "N",
      defaultValue = "0",
      description = "for tests: send N lines that are no records on the first connection")
  private long malformed;

  /** For picocli. */
  public GenerateCommand() {
    this(System.in);
  }

  GenerateCommand(InputStream input) {
    this.input = input;
  }

  @Override
  public Integer call() throws InterruptedException {
    GeneratorSettings settings;
    try {
      settings = settings();
    } catch (IllegalArgumentException e) {
      return fail(REFUSED, e.getMessage());
    }
    try {
      return generate(settings);
    } catch (IOException e) {
      return fail(FAILED, e.getMessage());
    }
  }

  private GeneratorSettings settings() {
    return new GeneratorSettings(
        bind,
        port,
        rateMb,
        recordBytes,
        connections,
        seconds,
        stampKind(),
        new Faults(leaveOut, repeat, malformed),
        progress);
  }

  private StampKind stampKind() {
    return switch (stamp) {
      case "due" -> StampKind.DUE;
      case "sent" -> StampKind.SENT;
      default ->
          throw new IllegalArgumentException(
              "--stamp is %s; it must be due or sent".formatted(stamp));
    };
  }

  private int generate(GeneratorSettings settings) throws IOException, InterruptedException {
    RunReport report = new RunReport(spec.commandLine().getOut());
    try (ServerSocketChannel server = ServerPort.open(bind, port)) {
      return serve(new RecordGenerator(server, settings, new CalibratedClock(), report), report);
    }
  }

  private int serve(RecordGenerator generator, RunReport report)
      throws IOException, InterruptedException {
    try (StopSignals signals = StopSignals.install(generator::stop)) {
      if (stopOnEof) {
        signals.alsoAtEndOf(input);
      }
      RunTotals totals = generator.run();
      report.total(totals);
      return totals.cut() == 0 ? 0 : fail(FAILED, sentenceOnCut(totals.cut()));
    }
  }

  private static String sentenceOnCut(long cut) {
    return "%d connection(s) read nothing for %d s after the stop and were cut, perhaps inside a record"
        .formatted(cut, RecordGenerator.STOP_PATIENCE_SECONDS);
  }

  private int fail(int status, @Nullable String sentence) {
    spec.commandLine().getErr().println(sentence);
    return status;
  }
}
