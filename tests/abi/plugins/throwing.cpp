// SPDX-License-Identifier: MIT
// Stages that throw where the host calls them.
#include <stdexcept>
#include <string>

#include <quern/plugin.hpp>

namespace {

class InConstructor final : public quern::Stage {
public:
    InConstructor() { throw std::runtime_error("the moon is not full"); }
    void declare(quern::Declaration&) override {}
    void process(quern::Document&) const override {}
};

class InDeclare final : public quern::Stage {
public:
    void declare(quern::Declaration&) override {
        throw quern::Error("nothing to declare", "try the other lane");
    }
    void process(quern::Document&) const override {}
};

class WrongDeclaration final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override {
        d.option("layer", layer_, "The layer to write.");
        d.writes(quern::layers::entities).named_by("lyer");
    }
    void process(quern::Document&) const override {}

private:
    std::string layer_;
};

class NoException final : public quern::Stage {
public:
    NoException() { throw 42; }
    void declare(quern::Declaration&) override {}
    void process(quern::Document&) const override {}
};

// Throws on documents whose id ends in 00, in three ways.
class NowAndThen final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Throws on one document in a hundred.").writes_metadata({"passed"});
        d.option("how", how_, "What is thrown.").one_of({"error", "exception", "number"});
    }
    void process(quern::Document& document) const override {
        document.metadata.set("passed", "yes");
        if (!document.id.ends_with("00")) return;
        if (how_ == "error") throw quern::Error("the hundredth is too many", "count again");
        if (how_ == "exception") throw std::out_of_range("beyond the end");
        throw 42;
    }

private:
    std::string how_ = "error";
};

}  // namespace

QUERN_PLUGIN(quern::stage<InConstructor>("throw.in_constructor"), quern::stage<InDeclare>("throw.in_declare"),
             quern::stage<WrongDeclaration>("throw.misnamed"),
             quern::stage<NoException>("throw.no_exception"), quern::stage<NowAndThen>("throw.now_and_then"));
