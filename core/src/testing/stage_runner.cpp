// SPDX-License-Identifier: MIT
#include "testing/stage_runner.hpp"

#include <dlfcn.h>

#include <cstring>
#include <utility>

#include "pipeline/text_need.hpp"

namespace fs = std::filesystem;

namespace quern::testing {
class StageRunner::TestSetup final : public Setup {
public:
    explicit TestSetup(StageRunner& runner) : runner_(runner) {}
    fs::path data(std::string_view file) const override {
        const auto path = runner_.body_->data / file;
        if (!fs::exists(path)) throw Error("no data file " + path.string(), "DATA of quern_add_plugin()");
        return path;
    }
    std::uint64_t max_bytes() const override { return runner_.max_bytes; }
    void warn(const std::string& message) override { runner_.warnings.push_back(message); }

private:
    StageRunner& runner_;
};

StageRunner::StageRunner(std::unique_ptr<Component> object, std::string_view stage, fs::path data)
    : body_(std::make_unique<Body>()) {
    body_->object = std::move(object);
    body_->data = std::move(data);
    body_->object->declare(body_->declaration);
    body_->access.stage = stage;
    body_->access.declared = &body_->declaration.content();
    body_->access.is_reader = dynamic_cast<Reader*>(body_->object.get()) != nullptr;
}

std::unique_ptr<Component> StageRunner::load(const fs::path& file, std::string_view stage) {
    // A path without a slash would be looked for where libraries lie.
    void* library = ::dlopen(fs::absolute(file).c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library) throw Error(std::string("cannot load the plugin: ") + ::dlerror());
    const auto symbol = "quern_plugin_" + std::to_string(QUERN_ABI);
    const auto* table = static_cast<const PluginTable*>(::dlsym(library, symbol.c_str()));
    if (!table) throw Error(file.string() + " is no plugin of Quern", "its source needs QUERN_PLUGIN(…)");
    if (std::memcmp(&table->tag, &build_tag, sizeof build_tag) != 0)
        throw Error(file.string() + " and Quern::testing were built differently", "quern stages --why");
    std::string offered;
    for (std::uint32_t i = 0; i < table->count; ++i) {
        if (table->stages[i].name == stage) return std::unique_ptr<Component>(table->stages[i].make());
        offered += std::string(" ") + table->stages[i].name;
    }
    throw Error("no stage " + std::string(stage) + " in " + file.string(), "it offers:" + offered);
}

StageRunner::~StageRunner() = default;
StageRunner::StageRunner(StageRunner&&) noexcept = default;
StageRunner& StageRunner::operator=(StageRunner&&) noexcept = default;

const Declaration::Content& StageRunner::declared() const {
    return body_->declaration.content();
}

const OptionTarget& StageRunner::target(std::string_view option) const {
    std::string known;
    for (const auto& one : declared().options) {
        if (one.name == option) return one.target;
        known += " " + one.name;
    }
    throw Error(body_->access.stage + " has no option " + std::string(option), "it has:" + known);
}

void StageRunner::refuse(std::string_view option) const {
    for (const auto& one : declared().options)
        if (one.name == option)
            throw Error("the option " + one.name + " cannot take that value: it is " + one.type_name());
    throw Error("no option " + std::string(option));
}

Component& StageRunner::component() {
    if (std::exchange(body_->prepared, true)) return *body_->object;
    for (const auto& use : declared().layers) {
        auto schema = *use.schema;
        for (const auto& option : declared().options)
            if (option.name == use.name_option) schema.name = *std::get<std::string*>(option.target);
        body_->access.uses.push_back(
            {use.schema->name, use.mode, std::make_shared<const Schema>(std::move(schema))});
    }
    TestSetup setup(*this);
    body_->object->prepare(setup);
    return *body_->object;
}

void StageRunner::process(Document& document) {
    const auto& stage = as<Stage>();
    if (!host::acts_on(declared().media_types, document.media_type)) return;
    if (host::needs_text(declared()) && !document.has_text()) throw Error("the document has no text");
    const Enforced enforced(*this, document);
    const std::string id = document.id;
    stage.process(document);
    if (document.id != id) throw Error("it gave the document another id, '" + document.id + "'");
    document.finish_layers();
}

}  // namespace quern::testing
