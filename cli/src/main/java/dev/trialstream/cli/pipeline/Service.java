package dev.trialstream.cli.pipeline;

import dev.trialstream.protocol.service.Health;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;

/**
 * A service of this process, for monitoring.
 *
 * @param health current health
 * @param meters its metrics
 */
public record Service(String name, Supplier<Health> health, MeterBinder meters) {}
