package io.millrace.config;

/**
 * {@code millrace.http}: the HTTP server of a driver node.
 *
 * @param enabled whether there is one
 * @param host the address it listens on
 * @param port its port; 0 for any free one
 * @param maxUpload the largest jar it takes, bytes
 */
public record HttpSettings(boolean enabled, String host, int port, long maxUpload) {
  public HttpSettings {
    if (host.isBlank()) {
      throw SettingsException.of("millrace.http.host", '"' + host + '"', "must name a host");
    }
    Range.count("millrace.http.port", port, 0, 65_535);
    Range.bytes("millrace.http.max-upload", maxUpload, 1 << 10, 16L << 30);
  }
}
