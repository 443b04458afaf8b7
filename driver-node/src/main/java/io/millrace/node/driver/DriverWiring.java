package io.millrace.node.driver;

import akka.actor.typed.Behavior;
import io.millrace.actors.driver.Driver;
import io.millrace.actors.shared.SystemClock;
import io.millrace.config.MillraceSettings;
import io.millrace.protocol.DriverProtocol;

/** The driver of this process. */
public final class DriverWiring {
  private DriverWiring() {}

  /** A driver, which draws its epoch when it starts. */
  public static Behavior<DriverProtocol.Command> driver(MillraceSettings settings) {
    return Driver.create(settings, SystemClock.start(settings.test()));
  }
}
