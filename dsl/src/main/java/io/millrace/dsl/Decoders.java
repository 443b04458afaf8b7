package io.millrace.dsl;

/** The decoders that come with the engine. */
public final class Decoders {
  private Decoders() {}

  /**
   * Lines of UTF-8 text, without the newline and without a carriage return before it. Bytes that
   * are no UTF-8 become U+FFFD; no line is rejected.
   */
  public static Decoder<String> lines() {
    return LineDecoder.INSTANCE;
  }

  /**
   * The records of the record generator, as views on the block's bytes: {@code recordBytes - 12}
   * lower-case base-36 digits, of which the first is the connection's ordinal modulo 36 and the
   * others count; a blank; the time of generation in microseconds since the epoch modulo 10^10, in
   * 10 digits; a newline. A line that is not exactly so is rejected.
   *
   * @param recordBytes length of a record with its newline, 15 to 4096
   * @throws JobDefinitionException when the length is out of range
   */
  public static Decoder<StampedRecord> stamped(int recordBytes) {
    return new StampedDecoder(recordBytes);
  }

  /** The content of each record, without length or end mark, as bytes of its own. */
  public static Decoder<byte[]> bytes(Framing framing) {
    return new BytesDecoder(framing);
  }

  /**
   * Length-prefixed records, each encoded by the codec. Bytes that the codec can't decode, or that
   * it leaves over, are rejected; it says so by any exception.
   */
  public static <T> Decoder<T> of(Codec<T> codec) {
    return new CodecDecoder<>(codec);
  }
}
