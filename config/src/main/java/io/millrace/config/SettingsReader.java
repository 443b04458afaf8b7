package io.millrace.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Pattern;

/** From {@code millrace} in a resolved configuration to the records, one method a group. */
final class SettingsReader {
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");

  private final Config config;

  private SettingsReader(Config config) {
    this.config = config;
  }

  static MillraceSettings read(Config config) {
    Config whole = Reference.get().under(config);
    KnownKeys.check(whole.root());
    try {
      return new SettingsReader(whole).settings();
    } catch (SettingsException e) {
      throw e.readFrom(whole);
    }
  }

  private MillraceSettings settings() {
    // Until the other levels are built, nobody shall believe to have them.
    oneOf("millrace.reliability", Reliability.class);
    return new MillraceSettings(
        batch(),
        block(),
        receiver(),
        blockStore(),
        executor(),
        new ShuffleSettings(count("millrace.shuffle.partitions")),
        lane(),
        scheduling(),
        driver(),
        code(),
        clock(),
        deadLetter(),
        test(),
        ablation(),
        new ClusterSettings(text("millrace.cluster.name")),
        node(),
        http(),
        config.withOnlyPath(Reference.ROOT));
  }

  private BatchSettings batch() {
    return new BatchSettings(
        duration("millrace.batch.interval"),
        count("millrace.batch.max-uncommitted"),
        bytes("millrace.batch.max-bytes"),
        duration("millrace.batch.grace"));
  }

  private BlockSettings block() {
    return new BlockSettings(
        duration("millrace.block.interval"), intBytes("millrace.block.max-bytes"));
  }

  private ReceiverSettings receiver() {
    return new ReceiverSettings(
        count("millrace.receiver.buffers"),
        intBytes("millrace.receiver.buffer-bytes"),
        intBytes("millrace.receiver.max-record-bytes"),
        duration("millrace.receiver.reconnect-min"),
        duration("millrace.receiver.reconnect-max"),
        duration("millrace.receiver.quiet-after"));
  }

  private BlockStoreSettings blockStore() {
    return new BlockStoreSettings(
        oneOf("millrace.block-store.stored-by", BlockStoreSettings.StoredBy.class),
        count("millrace.block-store.consumers"),
        bytes("millrace.block-store.unconsumed-bytes"),
        intBytes("millrace.block-store.segment-bytes"));
  }

  private ExecutorSettings executor() {
    return new ExecutorSettings(slots(), count("millrace.executor.task-binaries"));
  }

  private int slots() {
    String key = "millrace.executor.slots";
    // the JVM's count honours the processor limit of a container
    return text(key).equals("auto") ? Runtime.getRuntime().availableProcessors() : count(key);
  }

  private LaneSettings lane() {
    return new LaneSettings(
        intBytes("millrace.lane.chunk-bytes"),
        bytes("millrace.lane.window-bytes"),
        duration("millrace.lane.resend-after"));
  }

  private SchedulingSettings scheduling() {
    return new SchedulingSettings(
        oneOf("millrace.scheduling.mode", SchedulingSettings.Mode.class),
        count("millrace.scheduling.max-attempts"),
        bytes("millrace.scheduling.task-bytes"),
        duration("millrace.scheduling.lease"),
        duration("millrace.scheduling.report-interval"));
  }

  private DriverSettings driver() {
    return new DriverSettings(
        count("millrace.driver.workers"),
        duration("millrace.driver.worker-timeout"),
        count("millrace.driver.slots"),
        duration("millrace.driver.start-timeout"));
  }

  private CodeSettings code() {
    return new CodeSettings(bytes("millrace.code.max-bytes"), bytes("millrace.code.keep-bytes"));
  }

  private ClockSettings clock() {
    return new ClockSettings(
        duration("millrace.clock.ping-interval"),
        count("millrace.clock.window"),
        number("millrace.clock.max-drift-ppm"));
  }

  private DeadLetterSettings deadLetter() {
    return new DeadLetterSettings(
        path("millrace.dead-letter.directory"),
        bytes("millrace.dead-letter.max-bytes"),
        duration("millrace.dead-letter.sample-interval"));
  }

  private TestSettings test() {
    return new TestSettings(
        duration("millrace.test.clock-skew.offset"),
        number("millrace.test.clock-skew.drift-ppm"),
        text("millrace.test.delay.stage"),
        duration("millrace.test.delay.duration"));
  }

  private AblationSettings ablation() {
    return new AblationSettings(
        isOn("millrace.ablation.ledger"),
        isOn("millrace.ablation.checksums"),
        isOn("millrace.ablation.coalescing"),
        isOn("millrace.ablation.binary-cache"),
        isOn("millrace.ablation.lazy-set-up"));
  }

  private NodeSettings node() {
    return new NodeSettings(
        text("millrace.node.host"),
        count("millrace.node.port"),
        read("millrace.node.seed-nodes", config::getStringList),
        path("millrace.node.work-directory"),
        oneOf("millrace.node.role", NodeSettings.Role.class));
  }

  private HttpSettings http() {
    return new HttpSettings(
        isOn("millrace.http.enabled"), text("millrace.http.host"), count("millrace.http.port"));
  }

  private boolean isOn(String key) {
    return oneOf(key, Switch.class) == Switch.ON;
  }

  private Duration duration(String key) {
    Duration value = read(key, config::getDuration);
    if (!value.isZero()) {
      requireUnit(key, "ms");
    }
    return value;
  }

  private long bytes(String key) {
    long value = read(key, config::getBytes);
    if (value != 0) {
      requireUnit(key, "B");
    }
    return value;
  }

  /** The library would take milliseconds and bytes, whatever the writer had in mind. */
  private void requireUnit(String key, String unit) {
    String written = text(key).strip();
    if (NUMBER.matcher(written).matches()) {
      throw refused(key, "needs a unit, such as " + written + unit);
    }
  }

  /** A size too large for an int is too large for every range as well. */
  private int intBytes(String key) {
    return (int) Math.min(bytes(key), Integer.MAX_VALUE);
  }

  /** The library would cut 1.5 down to 1, silently. */
  private int count(String key) {
    double value = number(key);
    if (value != Math.rint(value)) {
      throw notAllowed(key);
    }
    return (int) value;
  }

  private double number(String key) {
    return read(key, config::getDouble);
  }

  private String text(String key) {
    return read(key, config::getString);
  }

  private Path path(String key) {
    return read(key, name -> Path.of(config.getString(name)));
  }

  /** A constant's name as HOCON writes it: {@code PER_BATCH} is {@code per-batch}. */
  private <E extends Enum<E>> E oneOf(String key, Class<E> type) {
    String text = text(key);
    StringJoiner words = new StringJoiner(" | ");
    for (E value : type.getEnumConstants()) {
      String word = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (word.equals(text)) {
        return value;
      }
      words.add(word);
    }
    throw refused(key, "must be " + words);
  }

  private <T> T read(String key, Function<String, T> getter) {
    try {
      return getter.apply(key);
    } catch (ConfigException | InvalidPathException e) {
      throw notAllowed(key);
    }
  }

  private static SettingsException notAllowed(String key) {
    String allowed = Reference.get().find(key).map(Setting::allowed).orElseThrow();
    return refused(key, "allowed: " + allowed);
  }

  private static SettingsException refused(String key, String rule) {
    return SettingsException.of(key, "", rule);
  }

  /** {@code millrace.reliability}. */
  private enum Reliability {
    NONE
  }

  /** Something to have or not to have. */
  private enum Switch {
    ON,
    OFF
  }
}
