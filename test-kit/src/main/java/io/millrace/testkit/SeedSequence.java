package io.millrace.testkit;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The seeds of a {@link Seeds} test. */
final class SeedSequence implements ArgumentsProvider, AnnotationConsumer<Seeds> {
  private static final String PROPERTY = "seed";
  private static final String COUNT = "seeds";
  private static final long BASE = 20_110_825;

  /** Short enough to be typed again. */
  private static final long BOUND = 1_000_000_000;

  private int count;

  @Override
  public void accept(Seeds seeds) {
    count = seeds.value();
  }

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    int most = Math.max(count, Integer.getInteger(COUNT, 0));
    return seeds(most, System.getProperty(PROPERTY)).mapToObj(Arguments::of);
  }

  static LongStream seeds(int count, @Nullable String chosen) {
    if (chosen == null) {
      return new SplittableRandom(BASE).longs(count, 0, BOUND);
    }
    try {
      return LongStream.of(Long.parseLong(chosen));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("-Dseed=" + chosen + " is no whole number", e);
    }
  }
}
