// SPDX-License-Identifier: MIT
#include <quern/plugin.hpp>

std::size_t length_of_text(const void* document);

namespace {

class Mixed final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override { d.summary("Built in two ways at once."); }
    void process(quern::Document& document) const override {
        document.metadata.set("length", std::to_string(length_of_text(&document)));
    }
};

}  // namespace

QUERN_PLUGIN(quern::stage<Mixed>("test.mixed"));
