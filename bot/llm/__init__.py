"""The answer with a chat model, from prompt to text: packing, prompts, chat_model, writing; `written` joins them."""
