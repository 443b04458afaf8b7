package io.millrace.launcher.run;

import com.typesafe.config.Config;
import io.millrace.config.MillraceSettings;
import io.millrace.config.NodeConfig;
import java.util.Locale;
import java.util.Map;

/** What the nodes of a run are given, checked before anything is started. */
public final class RunSettings {
  private final Map<String, String> byKey;
  private final Config embedded;

  /**
   * Settings by key.
   *
   * @throws io.millrace.config.SettingsException for one that can't be used
   */
  public RunSettings(Map<String, String> byKey) {
    this.byKey = byKey;
    this.embedded = NodeConfig.embedded(NodeConfig.of(byKey, "the command's options"));
  }

  /** Those of an engine in this process. */
  public Engine embeddedEngine() {
    return new EmbeddedEngine(embedded);
  }

  /** Those of an engine in processes of their own. */
  public Engine clusterEngine(int workers) {
    return new ClusterEngine(byKey, workers);
  }

  /** Who cuts batches and places tasks, as results spell it. */
  public String scheduling() {
    String mode = MillraceSettings.from(embedded).scheduling().mode().name();
    return mode.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
