package com.acme;

import io.millrace.dsl.DStream;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;

/** The readings of thermometers as they come, and the hottest of each town by batch. */
public final class HottestTowns implements StreamJob {
  @Override
  public void define(StreamContext context) {
    String[] logs = context.argument("in").split(",");
    String out = context.argument("out");
    DStream<Reading> readings =
        context.source(Sources.file(logs).tail(), Decoders.lines()).map(Reading::parse);
    readings.map(Reading::sentence).to(Sinks.file(out + "/readings"));
    readings
        .keyBy(Reading::town)
        .max((a, b) -> Integer.compare(a.tenths(), b.tenths()))
        .map(hottest -> hottest.key() + "\t" + hottest.value().tenths())
        .to(Sinks.file(out + "/hottest"));
  }
}
