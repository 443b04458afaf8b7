package io.millrace.protocol.codec;

import io.millrace.core.model.DriverEpoch;
import io.millrace.protocol.RegistryProtocol;
import io.millrace.protocol.wire.RegistryWire;
import java.util.List;

/** Conversation {@link RegistryProtocol}. */
final class RegistryCodecs {
  private RegistryCodecs() {}

  static List<WireCodec<?>> all() {
    return List.of(
        WireCodec.of(
            "rp1",
            RegistryProtocol.ClockPing.class,
            RegistryWire.ClockPing.parser(),
            RegistryCodecs::write,
            RegistryCodecs::read));
  }

  private static RegistryWire.ClockPing write(RegistryProtocol.ClockPing message) {
    return RegistryWire.ClockPing.newBuilder()
        .setEpoch(message.epoch().value())
        .setWorker(message.worker().value())
        .setSentNanos(message.sentNanos())
        .setOffsetNanos(message.offsetNanos())
        .setBoundNanos(message.boundNanos())
        .build();
  }

  private static RegistryProtocol.ClockPing read(RegistryWire.ClockPing wire) {
    return new RegistryProtocol.ClockPing(
        new DriverEpoch(wire.getEpoch()),
        Fields.worker(wire.getWorker(), "ClockPing.worker"),
        wire.getSentNanos(),
        wire.getOffsetNanos(),
        wire.getBoundNanos());
  }
}
