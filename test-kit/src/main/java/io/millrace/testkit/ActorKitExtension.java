package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An {@link ActorTestKit} for the tests of one class, registered as a static field:
 *
 * <pre>{@code
 * @RegisterExtension static final ActorKitExtension actors = ActorKitExtension.create();
 * }</pre>
 *
 * <p>Every message is serialized and read again on its way, even inside the node, unless it is a
 * {@code LocalMessage}; one that can't be fails the test (the one that runs when Akka notices), as
 * does whatever else Akka itself warns of.
 */
public final class ActorKitExtension
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private final Config overrides;
  private @Nullable ActorTestKit kit;
  private @Nullable ActorRef<Object> warnings;
  private @Nullable ExtensionContext owner;

  private ActorKitExtension(Config overrides) {
    this.overrides = overrides;
  }

  /** A kit with the settings of this module. */
  public static ActorKitExtension create() {
    return create(ConfigFactory.empty());
  }

  /**
   * A kit with settings of the test's own on top.
   *
   * @param overrides for instance {@code ManualTime.config()}
   */
  public static ActorKitExtension create(Config overrides) {
    return new ActorKitExtension(overrides);
  }

  /**
   * The kit of the class.
   *
   * @throws NullPointerException outside the tests of the class
   */
  public ActorTestKit kit() {
    return Objects.requireNonNull(kit, "the kit lives from @BeforeAll to @AfterAll");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (kit != null) {
      return; // a nested class uses the kit of the class around it
    }
    Config config = overrides.withFallback(ConfigFactory.load("millrace-test-kit")).resolve();
    owner = context;
    kit = ActorTestKit.create(config);
    warnings = AkkaWarnings.listenIn(kit);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(AkkaWarnings.take(kit(), Objects.requireNonNull(warnings)))
        .as("what akka warned of during the test")
        .isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (context == owner) {
      kit().shutdownTestKit();
      kit = null;
    }
  }
}
