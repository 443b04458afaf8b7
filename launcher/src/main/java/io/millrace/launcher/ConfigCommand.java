package io.millrace.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import io.millrace.config.EffectiveSetting;
import io.millrace.config.NodeConfig;
import io.millrace.config.NodeSettings.Role;
import io.millrace.config.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code millrace config}: what a node would start with, and where each setting comes from. The
 * text is HOCON, with the origin as a comment.
 *
 * <p>Exit codes: 0 printed; 2 a setting can't be used, or no key begins as asked.
 */
@Command(
    name = "config",
    sortOptions = false,
    description = "Prints the settings that a node would start with, and where each comes from.",
    footer = {
      "",
      "Passwords, secrets and tokens are masked.",
      "",
      "Examples:",
      "  millrace config",
      "  millrace config --node driver --config driver.conf",
      "  millrace config --json batch"
    })
final class ConfigCommand implements Callable<Integer> {
  private final Installation installation;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "print this and end")
  private boolean help;

  @Option(
      names = "--node",
      paramLabel = "NODE",
      defaultValue = "embedded",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Node node = Node.EMBEDDED;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the node's settings in HOCON (default: what the node reads by itself)")
  private @Nullable Path file;

  @Option(names = "--json", description = "print JSON, for programs")
  private boolean json;

  @Parameters(
      arity = "0..1",
      paramLabel = "KEY-PREFIX",
      defaultValue = "",
      description = "only settings that begin so; millrace. may be left out")
  private String prefix = "";

  ConfigCommand(Installation installation) {
    this.installation = installation;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      List<EffectiveSetting> settings = EffectiveSetting.list(whole(), prefix);
      out.println(json ? json(settings) : hocon(settings));
      out.flush();
      return ExitCode.OK;
    } catch (SettingsException e) {
      spec.commandLine().getErr().println("millrace: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private Config whole() {
    return switch (node) {
      case DRIVER -> NodeConfig.clustered(NodeConfig.of(Role.DRIVER, fileOf("driver")));
      case WORKER -> NodeConfig.clustered(NodeConfig.of(Role.WORKER, fileOf("worker")));
      case EMBEDDED ->
          NodeConfig.embedded(
              file == null ? NodeConfig.of(Map.of(), "defaults") : NodeConfig.load(file));
    };
  }

  private @Nullable Path fileOf(String node) {
    return file == null ? installation.settings(node) : file;
  }

  private static String hocon(List<EffectiveSetting> settings) {
    List<String> lines =
        settings.stream().map(setting -> setting.key() + " = " + setting.value()).toList();
    int width = lines.stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      text.append(i == 0 ? "" : System.lineSeparator())
          .append(line)
          .append(" ".repeat(width - line.length()))
          .append("  # ")
          .append(settings.get(i).origin());
    }
    return text.toString();
  }

  private String json(List<EffectiveSetting> settings) throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode result = mapper.createObjectNode().put("node", node.toString());
    ArrayNode array = result.putArray("settings");
    for (EffectiveSetting setting : settings) {
      ObjectNode each = array.addObject().put("key", setting.key());
      each.set("value", mapper.readTree(setting.value()));
      each.put("origin", setting.origin());
    }
    return mapper.writeValueAsString(result);
  }

  /** Whose settings; written in lower case. */
  private enum Node {
    DRIVER,
    WORKER,
    EMBEDDED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
