package io.millrace.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test that runs once for each of some seeds, its first parameter, a {@code long}. The seeds are
 * the same in every run; {@code -Dseed=123} runs one of one's own choice instead, {@code
 * -Dseeds=1000} that many, unless the test has more. A failure names its seed and how to run it
 * again.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "seed {0}")
@ArgumentsSource(SeedSequence.class)
@ExtendWith(SeedReport.class)
public @interface Seeds {
  /** How many. */
  int value();
}
