package io.millrace.launcher.cli;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a driver's HTTP server is.
 *
 * @param host an IPv6 address in brackets
 */
record DriverAddress(String host, int port) {
  private static final Pattern FORM = Pattern.compile("([\\w.-]+|\\[[0-9a-fA-F:.%]+]):(\\d{1,5})");

  /** Of {@code host:port}. */
  static final class Converter implements ITypeConverter<DriverAddress> {
    @Override
    public DriverAddress convert(String text) {
      Matcher parts = FORM.matcher(text);
      if (parts.matches()) {
        int port = Integer.parseInt(parts.group(2));
        if (port >= 1 && port <= 65_535 && isHost(parts.group(1))) {
          return new DriverAddress(parts.group(1), port);
        }
      }
      throw new TypeConversionException(
          "'"
              + text
              + "' is no host:port, such as 127.0.0.1:7070"
              + (text.contains("_") ? "; a host in a URL has no _ in its name" : ""));
    }

    private static boolean isHost(String host) {
      try {
        return URI.create("http://" + host).getHost() != null;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  /** The address of a path below the root. */
  URI resolve(String path) {
    return URI.create("http://" + this + path);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
