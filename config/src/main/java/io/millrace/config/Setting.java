package io.millrace.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A key of {@code reference.conf}, as its comment describes it.
 *
 * @param description sentences
 * @param unit such as {@code duration} or {@code path}
 * @param range what is allowed in that unit, alternatives separated by {@code " | "}; empty where
 *     the unit says it all
 * @param perJob whether a job may have a value of its own
 * @param defaultValue as it is written in the file
 */
record Setting(
    String key,
    String description,
    String unit,
    String range,
    boolean perJob,
    String defaultValue) {
  private static final String PER_JOB = "@job";
  private static final String UNIT_ENDS = ", ";

  /** The comment's last line is unit and range, but for the mark; the lines before it describe. */
  static Setting of(String key, ConfigValue value) {
    List<String> lines = commentOf(value);
    boolean perJob = lines.remove(PER_JOB);
    String allowed = lines.isEmpty() ? "" : lines.remove(lines.size() - 1);
    int unitEnds = allowed.indexOf(UNIT_ENDS);
    return new Setting(
        key,
        String.join(" ", lines),
        unitEnds < 0 ? allowed : allowed.substring(0, unitEnds),
        unitEnds < 0 ? "" : allowed.substring(unitEnds + UNIT_ENDS.length()),
        perJob,
        value.render(ConfigRenderOptions.concise()));
  }

  static List<String> commentOf(ConfigValue value) {
    return new ArrayList<>(value.origin().comments().stream().map(String::strip).toList());
  }

  /** Unit and range, as in the comment. */
  String allowed() {
    return range.isEmpty() ? unit : unit + UNIT_ENDS + range;
  }
}
