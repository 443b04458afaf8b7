package io.millrace.config;

/**
 * {@code millrace.http}: the HTTP server of a driver node.
 *
 * @param enabled whether there is one
 * @param host the address it listens on
 * @param port its port; 0 for any free one
 */
public record HttpSettings(boolean enabled, String host, int port) {
  public HttpSettings {
    if (host.isBlank()) {
      throw SettingsException.of("millrace.http.host", '"' + host + '"', "must name a host");
    }
    Range.count("millrace.http.port", port, 0, 65_535);
  }
}
