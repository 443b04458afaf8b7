package io.millrace.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code reference.conf} says: the defaults, and which keys there are. */
final class Reference {
  static final String ROOT = "millrace";

  /** Dispatchers, whose keys are Akka's: it reads and checks them. */
  static final Set<String> READ_BY_AKKA =
      Set.of(
          ROOT + ".blocking-dispatcher",
          ROOT + ".sink-dispatcher",
          ROOT + ".http-dispatcher",
          ROOT + ".cluster-dispatcher");

  private static final Reference REFERENCE = new Reference();

  private final Config defaults;
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final Map<String, String> sections = new LinkedHashMap<>();

  Reference() {
    // Not defaultReference(), which holds the system properties as well: among them keys that
    // nobody knows. And unresolved, since a value that is put together loses its comment.
    defaults =
        ConfigFactory.defaultReferenceUnresolved(Reference.class.getClassLoader())
            .withOnlyPath(ROOT);
    collect(ROOT, requireNonNull(defaults.root().get(ROOT)));
  }

  static Reference get() {
    return REFERENCE;
  }

  /** The configuration over the defaults, with all substitutions made. */
  Config under(Config config) {
    Config forSubstitutions = ConfigFactory.systemProperties().withoutPath(ROOT);
    return config.withFallback(defaults).withFallback(forSubstitutions).resolve();
  }

  /** All that Millrace reads, in the order of the file. */
  Collection<Setting> settings() {
    return settings.values();
  }

  Optional<Setting> find(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /** Groups of keys and their comments, in the order of the file. */
  Map<String, String> sections() {
    return sections;
  }

  private void collect(String key, ConfigValue value) {
    if (READ_BY_AKKA.contains(key)) {
      return;
    }
    if (value instanceof ConfigObject group) {
      sections.put(key, String.join(" ", Setting.commentOf(value)));
      group.entrySet().stream()
          .sorted(Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()))
          .forEach(entry -> collect(key + "." + entry.getKey(), entry.getValue()));
    } else {
      settings.put(key, Setting.of(key, value));
    }
  }
}
