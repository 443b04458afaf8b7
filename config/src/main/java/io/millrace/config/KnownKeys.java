package io.millrace.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses keys that nobody reads: a misspelt key would otherwise leave its default in force without
 * a word. What is known is what {@code reference.conf} has.
 */
final class KnownKeys {
  private static final String ROOT = "millrace";

  /** Dispatchers, which Akka reads and checks. */
  private static final Set<String> READ_BY_AKKA =
      Set.of(ROOT + ".blocking-dispatcher", ROOT + ".cluster-dispatcher");

  private final Set<String> known = new TreeSet<>();

  private KnownKeys(ConfigValue reference) {
    collect(ROOT, reference);
  }

  /**
   * @param config the root, with {@code reference.conf} behind it
   * @throws SettingsException naming the key, the nearest known one and the file
   */
  static void check(ConfigObject config, ConfigObject reference) {
    ConfigValue known = requireNonNull(reference.get(ROOT));
    new KnownKeys(known).check(ROOT, requireNonNull(config.get(ROOT)), known);
  }

  private void check(String key, ConfigValue value, ConfigValue reference) {
    if (READ_BY_AKKA.contains(key) || !(reference instanceof ConfigObject groupKnown)) {
      return;
    }
    if (!(value instanceof ConfigObject group)) {
      throw SettingsException.of(key, value, "is a group of keys, not a value");
    }
    for (Map.Entry<String, ConfigValue> entry : group.entrySet()) {
      String inner = key + "." + entry.getKey();
      ConfigValue innerKnown = groupKnown.get(entry.getKey());
      if (innerKnown == null) {
        throw SettingsException.of(
            inner, entry.getValue(), "unknown key, did you mean " + nearest(inner) + "?");
      }
      check(inner, entry.getValue(), innerKnown);
    }
  }

  private void collect(String key, ConfigValue value) {
    known.add(key);
    if (value instanceof ConfigObject group && !READ_BY_AKKA.contains(key)) {
      group.forEach((name, inner) -> collect(key + "." + name, inner));
    }
  }

  private String nearest(String key) {
    return known.stream().min(Comparator.comparingInt(other -> distance(key, other))).orElse(ROOT);
  }

  /** Levenshtein's: letters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
