package dev.trialstream.cli.pipeline;

import dev.trialstream.protocol.service.Health;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;

/**
 * A service of this process, for whoever watches over it.
 *
 * @param health now
 * @param meters what there is to measure of it
 */
public record Service(String name, Supplier<Health> health, MeterBinder meters) {}
