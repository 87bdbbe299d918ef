// SPDX-License-Identifier: MIT
// Plugins that differ in ways that must not matter.
#include <filesystem>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "document/access.hpp"
#include "document/scratch.hpp"
#include "plugin/registry.hpp"

namespace fs = std::filesystem;
using quern::host::Registry;

namespace {

const fs::path plugins = ABI_PLUGINS;

// An object of a stage, through the base that host and plugins share.
struct Loaded {
    Loaded(const Registry& registry, std::string_view name) {
        const auto* offer = registry.find(name);
        REQUIRE(offer);
        component = offer->make();
        declaration = offer->declare(*component);
        stage = dynamic_cast<const quern::Stage*>(component.get());
        REQUIRE(stage);
    }
    std::unique_ptr<quern::Component> component;
    quern::Declaration declaration;
    const quern::Stage* stage = nullptr;
};

}  // namespace

TEST_CASE("two plugins with classes of one name, outside any namespace, each use their own") {
    const Registry registry({{plugins / "twins", "the test", true}});
    const Loaded first(registry, "twin.first"), second(registry, "twin.second"),
        again(registry, "twin.second");
    quern::Scratch memory;
    quern::Document document;
    for (int visit = 0; visit < 3; ++visit)
        for (const Loaded* twin : {&first, &second}) {
            quern::Access::enter(document, nullptr, &memory);
            twin->stage->process(document);
        }
    CHECK(document.metadata.get("twin.first rule") == "first 1.500000");
    CHECK(document.metadata.get("twin.second rule") ==
          "second a word too long to be stored inside the object");
    CHECK(document.metadata.get("twin.first made") == "1");
    CHECK(document.metadata.get("twin.second made") == "2");
    CHECK(document.metadata.get("twin.first visits") == "3");
    CHECK(document.metadata.get("twin.second visits") == "III");
    CHECK(document.metadata.get("twin.first caught") == "twin.first");
    CHECK(document.metadata.get("twin.second caught") == "twin.second");
}

TEST_CASE("a plugin built by clang works in a host built by g++") {
    if (!fs::exists(plugins / "clang/by_clang.so")) {
        WARN("skipped: there was no clang++ when the tests were configured");
        return;
    }
    const Registry registry({{plugins / "clang", "the test", true}});
    const Loaded stage(registry, "test.bystander");
    CHECK(stage.declaration.content().summary == "Notes in the metadata that it saw a document.");
    quern::Document document;
    stage.stage->process(document);
    CHECK(document.metadata.get("seen") == "yes");
}

TEST_CASE("a stripped plugin is found out and works") {
    const Registry registry({{plugins / "stripped", "the test", true}});
    const Loaded stage(registry, "test.bystander");
    quern::Document document;
    stage.stage->process(document);
    CHECK(document.metadata.get("seen") == "yes");
}

TEST_CASE("objects of a plugin outlive the registry that found it") {
    std::unique_ptr<quern::Component> component;
    {
        const Registry registry({{plugins / "good", "the test", true}});
        component = registry.find("test.bystander")->make();
    }
    quern::Declaration declaration;
    component->declare(declaration);
    CHECK(declaration.content().metadata_written == std::vector<std::string>{"seen"});
}
