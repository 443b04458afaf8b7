package io.millrace.config;

import static io.millrace.config.Reference.READ_BY_AKKA;
import static io.millrace.config.Reference.ROOT;
import static java.util.Objects.requireNonNull;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Refuses keys that nobody reads: a misspelt key would otherwise leave its default in force without
 * a word. What is known is what {@code reference.conf} has.
 */
final class KnownKeys {
  /** So many wrong letters in a name at the top, and it is still meant to be ours. */
  private static final int MISSPELT = 2;

  private static final Reference REFERENCE = Reference.get();

  private KnownKeys() {}

  /**
   * @param config the root, with the defaults behind it
   * @throws SettingsException naming the key, where it was written, and the nearest known one
   */
  static void check(ConfigObject config) {
    for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
      String name = entry.getKey();
      if (!name.equals(ROOT) && distance(ROOT, name) <= MISSPELT) {
        throw unknown(name, entry.getValue());
      }
    }
    check(ROOT, requireNonNull(config.get(ROOT)));
  }

  /**
   * @throws SettingsException for a key that is unknown, or has unknown ones below it
   */
  static void check(String key, ConfigValue value) {
    if (READ_BY_AKKA.contains(key) || REFERENCE.find(key).isPresent()) {
      return;
    }
    if (!REFERENCE.sections().containsKey(key)) {
      throw unknown(key, value);
    }
    if (!(value instanceof ConfigObject group)) {
      throw SettingsException.of(key, value, "is a group of keys, not a value");
    }
    group.forEach((name, inner) -> check(key + "." + name, inner));
  }

  /**
   * A file for a node alone, in which nothing but {@code millrace} has groups that are named like
   * those of Millrace.
   *
   * @throws SettingsException for settings that stand outside of {@code millrace}
   */
  static void checkFile(ConfigObject file) {
    file.forEach(
        (name, value) -> {
          if (holdsSettings(ROOT + "." + name, value)) {
            throw unknown(name, value);
          }
        });
  }

  private static boolean holdsSettings(String key, ConfigValue value) {
    return REFERENCE.sections().containsKey(key)
        && value instanceof ConfigObject group
        && group.toConfig().isResolved()
        && group.keySet().stream().anyMatch(name -> isKnown(key + "." + name));
  }

  private static boolean isKnown(String key) {
    return REFERENCE.find(key).isPresent() || REFERENCE.sections().containsKey(key);
  }

  /** Of a group, its first key is named. */
  private static SettingsException unknown(String key, ConfigValue value) {
    if (value instanceof ConfigObject group && !group.isEmpty()) {
      Map.Entry<String, ConfigValue> first = new TreeMap<>(group).firstEntry();
      return unknown(key + "." + first.getKey(), first.getValue());
    }
    return SettingsException.of(key, value, "unknown key, did you mean " + nearest(key) + "?");
  }

  /** The known key with the fewest letters to change; no group for what lies in one. */
  static String nearest(String key) {
    return known()
        .filter(known -> !REFERENCE.sections().containsKey(known) || depth(known) >= depth(key))
        .min(
            Comparator.comparingInt(
                known -> Math.min(distance(known, key), distance(known, ROOT + "." + key))))
        .orElse(ROOT);
  }

  private static long depth(String key) {
    return key.chars().filter(letter -> letter == '.').count();
  }

  private static Stream<String> known() {
    return Stream.concat(
        REFERENCE.settings().stream().map(Setting::key), REFERENCE.sections().keySet().stream());
  }

  /** Levenshtein's: letters to insert, delete or replace. Upper case is no difference. */
  private static int distance(String a, String b) {
    String written = b.toLowerCase(Locale.ROOT);
    int[] row = new int[written.length() + 1];
    for (int j = 0; j <= written.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= written.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == written.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[written.length()];
  }
}
