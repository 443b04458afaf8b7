package io.millrace.config;

import java.util.List;

/** {@code docs/configuration.md}, as {@code reference.conf} makes it. */
final class ConfigurationPage {
  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Made from config/src/main/resources/reference.conf; changed by hand it fails a test. To make it anew:
      %s -->

      A node reads its settings once, when it starts: from the HOCON file that it is given with `--config`, and from system
      properties (`-Dmillrace.batch.interval=20ms`), which win. What neither says has its default. An unknown key or a value
      that is not allowed keeps the node from starting, and it says which key, where it was written, and what is allowed or
      which key was meant.

      `millrace config` prints the settings that a node would start with, and where each comes from; passwords, secrets and
      tokens are masked.

      A job may have values of its own for the keys marked *job*. For all others its nodes' values hold.

      A duration is written with its unit: `500us`, `10ms`, `2s`, `1 minute`. So are bytes: `512B`, `64KiB`, `4MiB`, `1GiB`.

      The settings below `millrace.blocking-dispatcher`, `millrace.sink-dispatcher`, `millrace.http-dispatcher` and
      `millrace.cluster-dispatcher` are Akka's.
      """;

  private ConfigurationPage() {}

  /**
   * @param command makes the page anew
   */
  static String of(Reference reference, String command) {
    StringBuilder page = new StringBuilder(INTRODUCTION.formatted(command));
    reference
        .sections()
        .forEach(
            (section, comment) -> {
              page.append("\n## `").append(section).append("`\n");
              if (!comment.isEmpty()) {
                page.append('\n').append(comment).append('\n');
              }
              appendTable(page, section, reference);
            });
    return page.toString();
  }

  private static void appendTable(StringBuilder page, String section, Reference reference) {
    List<Setting> settings =
        reference.settings().stream().filter(setting -> isIn(section, setting)).toList();
    if (settings.isEmpty()) {
      return;
    }
    page.append("\n| key | default | allowed | job | meaning |\n|---|---|---|---|---|\n");
    settings.forEach(setting -> page.append(row(section, setting)));
  }

  private static boolean isIn(String section, Setting setting) {
    return setting.key().substring(0, setting.key().lastIndexOf('.')).equals(section);
  }

  private static String row(String section, Setting setting) {
    return "| `%s` | `%s` | %s | %s | %s |\n"
        .formatted(
            setting.key().substring(section.length() + 1),
            defaultOf(setting),
            setting.allowed().replace(" | ", ", "),
            setting.perJob() ? "job" : "",
            setting.description());
  }

  /** A text without its quotes, unless they are all that there is of it. */
  private static String defaultOf(Setting setting) {
    String unquoted = setting.defaultValue().replace("\"", "");
    return unquoted.isEmpty() ? setting.defaultValue() : unquoted;
  }
}
