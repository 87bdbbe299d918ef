// SPDX-License-Identifier: MIT
// Makes a component of the plugin that a fuzz target is built with.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <quern/plugin.hpp>

extern "C" const quern::PluginTable quern_plugin_1;

namespace fuzz {

// Data files are those of a folder; none where no folder is given.
class FuzzSetup final : public quern::Setup {
public:
    FuzzSetup(std::filesystem::path folder, std::uint64_t most) : folder_(std::move(folder)), most_(most) {}
    std::filesystem::path data(std::string_view file) const override {
        if (folder_.empty()) throw quern::Error("no data");
        return folder_ / file;
    }
    std::uint64_t max_bytes() const override { return most_; }
    void warn(const std::string&) override {}

private:
    std::filesystem::path folder_;
    std::uint64_t most_;
};

inline std::unique_ptr<quern::Component> make_component(std::string_view name) {
    for (std::uint32_t i = 0; i < quern_plugin_1.count; ++i)
        if (quern_plugin_1.stages[i].name == name)
            return std::unique_ptr<quern::Component>(quern_plugin_1.stages[i].make());
    std::abort();
}

// A stage that is ready to work.
inline std::unique_ptr<quern::Component> make_stage(std::string_view name,
                                                    const std::filesystem::path& data) {
    auto stage = make_component(name);
    quern::Declaration declaration;
    stage->declare(declaration);
    FuzzSetup setup(data, 50'000'000);
    stage->prepare(setup);
    return stage;
}

// A reader of that one file.
inline std::unique_ptr<quern::Component> make_reader(std::string_view name, const std::filesystem::path& file,
                                                     std::uint64_t max_bytes) {
    auto reader = make_component(name);
    quern::Declaration declaration;
    reader->declare(declaration);
    for (const auto& option : declaration.content().options)
        if (auto* const* paths = std::get_if<std::vector<std::filesystem::path>*>(&option.target);
            paths && option.name == "path")
            **paths = {file};
    FuzzSetup setup({}, max_bytes);
    reader->prepare(setup);
    return reader;
}

// Every copied piece of the text must be found in the source.
inline void check_origin(const quern::Document& document) {
    for (const auto& piece : document.origin().pieces())
        if (piece.kind == quern::OffsetMap::Kind::copied &&
            piece.text.of(document.text()) != piece.source.of(document.source()))
            std::abort();
}

}  // namespace fuzz
