// SPDX-License-Identifier: MIT
#include "pipeline/text_makers.hpp"

#include "plugin/describe.hpp"

namespace quern::host {

std::vector<TextMaker> text_makers(const Registry& registry) {
    std::vector<TextMaker> makers;
    for (const auto& offer : registry.stages()) {
        if (offer.kind != ComponentKind::stage) continue;
        const Description stage = describe(offer);
        if (stage.content().builds_text) makers.push_back({offer.name, stage.content().media_types});
    }
    return makers;
}

}  // namespace quern::host
