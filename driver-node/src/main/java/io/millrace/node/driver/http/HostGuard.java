package io.millrace.node.driver.http;

import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import java.net.InetAddress;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Keeps web pages away from a server that only this machine is to reach. A page may give its own
 * name the address 127.0.0.1 and then ask us as if we were its own server (DNS rebinding); its
 * requests still carry its name.
 */
final class HostGuard extends AllDirectives {
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|\\[?::1]?");

  private final String host;
  private final boolean guarded;

  /**
   * A guard.
   *
   * @param host as it is configured
   * @param address that the server listens on
   */
  HostGuard(String host, InetAddress address) {
    this.host = host;
    this.guarded = address.isLoopbackAddress();
  }

  Route guard(Supplier<Route> inner) {
    return guarded
        ? extractHost(asked -> isThisMachine(asked) ? inner.get() : refuse(asked))
        : inner.get();
  }

  boolean isThisMachine(String asked) {
    return asked.equalsIgnoreCase(host)
        || asked.toLowerCase(Locale.ROOT).equals("localhost")
        || LOOPBACK.matcher(asked).matches();
  }

  private Route refuse(String asked) {
    return complete(
        Replies.problem(
            StatusCodes.FORBIDDEN,
            "this driver answers requests to " + host + " and localhost, not to " + asked));
  }
}
