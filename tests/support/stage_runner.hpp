// SPDX-License-Identifier: MIT
// Runs one stage of a built plugin on a document, with its declaration enforced and no host around it.
#pragma once

#include <dlfcn.h>

#include <cstring>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <quern/plugin.hpp>

#include "document/access.hpp"
#include "document/scratch.hpp"

namespace quern::testing {

// A document as a reader would hand it over: plain text has a text, a page does not yet.
inline Document text_document(std::string text, std::string media_type = "text/plain") {
    Document document;
    document.id = "test";
    document.media_type = std::move(media_type);
    document.set_source(std::move(text));
    if (document.media_type == "text/plain") document.set_text_from_page();
    return document;
}

class StageRunner {
public:
    // `plugin` is the file's stem in the build's plugin folder: StageRunner("segment_text", "segment.text").
    StageRunner(const std::string& plugin, std::string_view stage)
        : file_(std::filesystem::path(QUERN_BINARY_DIR) / "lib/quern" / (plugin + ".so")) {
        void* library = dlopen(file_.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!library) throw std::runtime_error(dlerror());
        const auto* table = static_cast<const PluginTable*>(dlsym(library, "quern_plugin_1"));
        if (!table) throw std::runtime_error("no plugin table in " + file_.string());
        for (std::uint32_t i = 0; i < table->count; ++i)
            if (table->stages[i].name == stage) object_.reset(table->stages[i].make());
        if (!object_) throw std::runtime_error("no stage " + std::string(stage) + " in " + file_.string());
        object_->declare(declaration_);
        access_.stage = stage;
    }

    // Sets an option; the type must be the member's own.
    template <class T>
    StageRunner& set(std::string_view option, T value) {
        for (const auto& known : declaration_.content().options)
            if (known.name == option) {
                assign(known.target, std::move(value));
                return *this;
            }
        throw std::runtime_error("no option " + std::string(option));
    }

    Component& component() {
        prepare();
        return *object_;
    }
    template <class T>
    T& as() {
        return dynamic_cast<T&>(component());
    }

    void process(Document& document) {
        prepare();
        Access::enter(document, &access_, &scratch_);
        as<Stage>().process(document);
        document.finish_layers();
        Access::enter(document, nullptr, nullptr);
    }

    std::vector<std::string> warnings;
    std::uint64_t max_bytes = 50'000'000;

private:
    struct TestSetup final : Setup {
        explicit TestSetup(StageRunner& runner) : runner(runner) {}
        std::filesystem::path data(std::string_view file) const override {
            const auto path = std::filesystem::path(runner.file_).replace_extension() / file;
            if (!std::filesystem::exists(path)) throw Error("no data file " + path.string());
            return path;
        }
        std::uint64_t max_bytes() const override { return runner.max_bytes; }
        void warn(const std::string& message) override { runner.warnings.push_back(message); }
        StageRunner& runner;
    };

    void prepare() {
        if (std::exchange(prepared_, true)) return;
        const auto& content = declaration_.content();
        access_.declared = &content;
        for (const auto& use : content.layers) {
            auto schema = *use.schema;
            for (const auto& option : content.options)
                if (option.name == use.name_option) schema.name = *std::get<std::string*>(option.target);
            access_.uses.push_back(
                {use.schema->name, use.mode, std::make_shared<const Schema>(std::move(schema))});
        }
        TestSetup setup(*this);
        object_->prepare(setup);
    }

    template <class T>
    static void assign(const OptionTarget& target, T value) {
        if constexpr (std::is_same_v<T, const char*>)
            assign(target, std::string(value));
        else if (auto* const* member = std::get_if<T*>(&target))
            **member = std::move(value);
        else
            throw std::runtime_error("the option holds another type");
    }

    std::filesystem::path file_;
    std::unique_ptr<Component> object_;
    Declaration declaration_;
    Access access_;
    Scratch scratch_;  // kept from document to document, as a worker thread does
    bool prepared_ = false;
};

}  // namespace quern::testing
