package io.millrace.config;

import static java.util.stream.Collectors.joining;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;
import java.util.TreeMap;

/** What a job asks for itself, instead of what its nodes were started with. */
final class JobOverrides {
  private static final String ORIGIN = "setting of the job";

  private JobOverrides() {}

  /**
   * @throws SettingsException for a key that is unknown or not for a job to set
   */
  static Config of(Map<String, String> overrides) {
    new TreeMap<>(overrides).forEach(JobOverrides::check);
    return ConfigFactory.parseMap(overrides, ORIGIN);
  }

  private static void check(String key, String value) {
    ConfigValue written = ConfigValueFactory.fromAnyRef(value, ORIGIN);
    KnownKeys.check(key, written);
    Setting setting = Reference.get().find(key).orElseThrow();
    if (!setting.perJob()) {
      throw SettingsException.of(
          key, written, "is a setting of the node; those of a job are " + ofJobs());
    }
  }

  private static String ofJobs() {
    return Reference.get().settings().stream()
        .filter(Setting::perJob)
        .map(Setting::key)
        .collect(joining(", "));
  }
}
