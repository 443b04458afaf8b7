package io.millrace.config;

import java.util.regex.Pattern;

/**
 * {@code millrace.cluster}.
 *
 * @param name a worker joins no driver of a cluster with another name
 */
public record ClusterSettings(String name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public ClusterSettings {
    if (!NAME.matcher(name).matches()) {
      throw SettingsException.of(
          "millrace.cluster.name", '"' + name + '"', "must be 1..64 letters, digits, ., _ or -");
    }
  }
}
