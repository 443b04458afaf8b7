package io.millrace.node.driver;

import akka.actor.typed.Behavior;
import io.millrace.actors.driver.Driver;
import io.millrace.actors.shared.SystemClock;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.config.MillraceSettings;
import io.millrace.protocol.DriverProtocol;

/** The driver of this process. */
public final class DriverWiring {
  private DriverWiring() {}

  /**
   * A driver, which draws its epoch when it starts.
   *
   * @param jars those that submitted jobs name
   */
  public static Behavior<DriverProtocol.Command> driver(MillraceSettings settings, JarFolder jars) {
    return Driver.create(settings, SystemClock.start(settings.test()), jars);
  }

  /** Where this node keeps jars; touches the disk when the first is asked for. */
  public static JarFolder jars(MillraceSettings settings) {
    return new JarFolder(settings.node().workDirectory().resolve("code"), settings.code());
  }
}
