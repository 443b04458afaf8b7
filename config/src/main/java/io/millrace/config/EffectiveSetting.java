package io.millrace.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.stream.Stream;

/**
 * A setting that a node starts with.
 *
 * @param value as JSON; masked where the key says that it is a secret
 * @param origin {@code default}, {@code system property}, or a file and the line in it
 */
public record EffectiveSetting(String key, String value, String origin) {

  /**
   * The settings below {@code millrace}, in the order of {@code reference.conf}.
   *
   * @param node what {@link NodeConfig} made of all that was given
   * @param prefix of the keys to list; {@code millrace.} may be left out
   * @throws SettingsException when no key begins so
   */
  public static List<EffectiveSetting> list(Config node, String prefix) {
    String start = prefix.startsWith(Reference.ROOT) ? prefix : Reference.ROOT + "." + prefix;
    List<EffectiveSetting> found =
        keys(node).filter(key -> key.startsWith(start)).map(key -> of(key, node)).toList();
    if (found.isEmpty()) {
      throw new SettingsException(
          "no key begins with " + start + "; the nearest is " + KnownKeys.nearest(start));
    }
    return found;
  }

  private static Stream<String> keys(Config node) {
    Stream<String> akkas =
        Reference.READ_BY_AKKA.stream()
            .flatMap(
                group ->
                    node.getConfig(group).entrySet().stream()
                        .map(entry -> group + "." + entry.getKey()))
            .sorted();
    return Stream.concat(Reference.get().settings().stream().map(Setting::key), akkas);
  }

  private static EffectiveSetting of(String key, Config node) {
    ConfigValue value = node.getValue(key);
    return new EffectiveSetting(key, Secret.shown(key, value), Origin.of(value));
  }
}
