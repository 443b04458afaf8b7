package io.millrace.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration that a node's actor system starts with. In order of precedence: system
 * properties, what the caller gives, how Millrace uses Akka ({@code millrace-akka.conf}), the
 * defaults ({@code reference.conf}). Each is checked here, so that a node with a wrong setting does
 * not start.
 */
public final class NodeConfig {
  /** The name of every node's actor system; part of each address. */
  public static final String SYSTEM_NAME = "millrace";

  /** The key of the cluster's name. */
  public static final String CLUSTER_NAME = "millrace.cluster.name";

  private NodeConfig() {}

  /** The name of the cluster of a node, of whose configuration this may be all that is known. */
  public static String clusterName(Config config) {
    return config.getString(CLUSTER_NAME);
  }

  /**
   * Reads a HOCON file.
   *
   * @throws SettingsException when it can't be read, or at which line it is not HOCON, or has
   *     settings outside of {@code millrace}
   */
  public static Config load(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new SettingsException(file + ": no such file, or it can't be read");
    }
    try {
      Config config = ConfigFactory.parseFile(file.toFile(), ConfigParseOptions.defaults());
      KnownKeys.checkFile(config.root());
      return config;
    } catch (ConfigException e) {
      throw new SettingsException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * What a node of this role is given: the settings of the file, if there is one.
   *
   * @throws SettingsException as {@link #load} does
   */
  public static Config of(NodeSettings.Role role, @Nullable Path file) {
    Config settings = file == null ? ConfigFactory.empty() : load(file);
    String name = role.name().toLowerCase(Locale.ROOT);
    return with(Map.of("millrace.node.role", name), name + " node", settings);
  }

  /**
   * Settings by key, such as the options of a command.
   *
   * @param origin stands where a file and line stand in the message of an error
   */
  public static Config of(Map<String, ?> settings, String origin) {
    return ConfigFactory.parseMap(settings, origin);
  }

  /** Settings by key that win over others. */
  public static Config with(Map<String, ?> settings, String origin, Config others) {
    return of(settings, origin).withFallback(others);
  }

  /**
   * For a node that is alone in its process: no cluster, no port.
   *
   * @throws SettingsException for a setting that can't be used
   */
  public static Config embedded(Config overrides) {
    return checked(overrides, akka("embedded"));
  }

  /**
   * For a node of a cluster, with its address, roles and seed nodes taken from {@code
   * millrace.node}.
   *
   * @throws SettingsException for a setting that can't be used
   */
  public static Config clustered(Config overrides) {
    Config akka = akka("clustered").withFallback(akka("embedded"));
    NodeSettings node = MillraceSettings.from(checked(overrides, akka)).node();
    return checked(overrides, address(node).withFallback(akka));
  }

  private static Config akka(String part) {
    return ConfigFactory.parseResources(NodeConfig.class, "/millrace-akka.conf")
        .resolve()
        .getConfig(part);
  }

  private static Config checked(Config overrides, Config akka) {
    try {
      Config config = ConfigFactory.load(overrides.withFallback(akka));
      MillraceSettings.from(config);
      return config;
    } catch (ConfigException e) {
      throw new SettingsException(String.valueOf(e.getMessage()));
    }
  }

  private static Config address(NodeSettings node) {
    List<String> roles = new ArrayList<>();
    if (node.role().isDriver()) {
      roles.add("driver");
    }
    if (node.role().isWorker()) {
      roles.add("worker");
    }
    List<String> seeds =
        node.seedNodes().stream().map(seed -> "akka://" + SYSTEM_NAME + "@" + seed).toList();
    return of(
        Map.of(
            "akka.remote.artery.canonical.hostname",
            node.host(),
            "akka.remote.artery.canonical.port",
            node.port(),
            "akka.cluster.roles",
            roles,
            "akka.cluster.seed-nodes",
            seeds),
        "millrace.node");
  }
}
