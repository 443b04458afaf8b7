package io.millrace.it.text;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A text of words that are as unequally frequent as those of a language: the n-th is about n times
 * as rare as the first. What is known of it is counted as the words are drawn.
 */
final class GeneratedText {
  private static final int VOCABULARY = 50_000;
  private static final int MOST_WORDS_A_LINE = 15;
  private static final int SHORTEST = 2;
  private static final int LONGEST = 14;

  private final SplittableRandom random;
  private final List<byte[]> words = new ArrayList<>();
  private final long[] counts = new long[VOCABULARY];
  private long lines;

  private GeneratedText(long seed) {
    random = new SplittableRandom(seed);
    for (int word = 0; word < VOCABULARY; word++) {
      words.add(spell(word).getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Writes one.
   *
   * @param bytes about its size
   */
  static GeneratedText write(Path file, long bytes, long seed) throws IOException {
    GeneratedText text = new GeneratedText(seed);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (long written = 0; written < bytes; text.lines++) {
        written += text.writeLine(out);
      }
    }
    return text;
  }

  long lines() {
    return lines;
  }

  /** How often each word comes. */
  Map<String, Long> counts() {
    Map<String, Long> byWord = new TreeMap<>();
    for (int word = 0; word < VOCABULARY; word++) {
      if (counts[word] > 0) {
        byWord.put(new String(words.get(word), StandardCharsets.UTF_8), counts[word]);
      }
    }
    return byWord;
  }

  /** Its number makes it unlike any other. */
  private String spell(int word) {
    StringBuilder letters = new StringBuilder(Integer.toString(word, Character.MAX_RADIX));
    int length = random.nextInt(SHORTEST, LONGEST);
    letters.append(word % 7 == 0 ? "ø" : "-");
    while (letters.length() < length) {
      letters.append((char) ('a' + random.nextInt(26)));
    }
    return letters.toString();
  }

  private int writeLine(OutputStream out) throws IOException {
    int written = 0;
    for (int left = random.nextInt(MOST_WORDS_A_LINE); left >= 0; left--) {
      byte[] word = words.get(draw());
      out.write(word);
      out.write(left == 0 ? '\n' : ' ');
      written += word.length + 1;
    }
    return written;
  }

  private int draw() {
    int word = (int) Math.pow(VOCABULARY, random.nextDouble()) - 1;
    counts[word]++;
    return word;
  }
}
